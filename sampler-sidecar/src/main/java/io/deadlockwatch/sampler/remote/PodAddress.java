package io.deadlockwatch.sampler.remote;

import java.net.InetAddress;

/** Where a pod may be reached: an address as the operator names it, if it is one that a pod can have. */
public final class PodAddress {

    private PodAddress() {}

    /**
     * Reads it; no name is ever looked up.
     *
     * @throws IllegalArgumentException for anything but an address of another machine on a network: not the node's own loopback, nor the link, where clouds tell secrets
     */
    public static InetAddress parse(String host) {
        InetAddress address;
        try {
            address = InetAddress.ofLiteral(host);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the host that the operator names is no IP address", e);
        }
        if (address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()) {
            throw new IllegalArgumentException(host + " is no address of a pod");
        }
        return address;
    }
}
