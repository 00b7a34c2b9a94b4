package io.deadlockwatch.cli.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A cluster as its user reaches it. */
public interface Cluster extends AutoCloseable {

    /** Its API server. */
    Api api() throws ClusterException;

    /** The namespace that the user means if none is named. */
    String namespace() throws ClusterException;

    /** Opens a local port to one of a pod or service ({@code pod/orders-x}), also to one that listens on the pod's loopback only. */
    Forward forward(String namespace, String object, String port) throws ClusterException;

    @Override
    void close();

    /** A port on this machine's loopback that leads into a pod while it is open. */
    interface Forward extends AutoCloseable {

        int port();

        @Override
        void close();
    }

    /** Who opens clusters. */
    interface Opener {
        Cluster open(Kubectl kubectl);
    }

    /** The real one: kubectl does it all, each part when it is first needed. */
    static Cluster through(Kubectl kubectl) {
        return new KubectlCluster(kubectl);
    }

    /** A plain HTTP request to a forwarded port. */
    static Answer call(Forward forward, Call call, Map<String, String> headers) throws ClusterException {
        try {
            InetSocketAddress to = new InetSocketAddress(InetAddress.getLoopbackAddress(), forward.port());
            return new HttpExchange(60_000).send(to, call, headers);
        } catch (ClusterException e) {
            throw e;
        } catch (IOException e) {
            throw new ClusterException("forwarded port " + forward.port() + ": " + e.getMessage());
        }
    }

    /** The port in kubectl's {@code Forwarding from 127.0.0.1:41234 -> 6060}. */
    static int forwardedPort(String said) throws ClusterException {
        Matcher port = Pattern.compile("^Forwarding from 127\\.0\\.0\\.1:(\\d{1,5}) -> ")
                .matcher(said);
        if (!port.find()) {
            throw new ClusterException("kubectl port-forward says '" + said + "'");
        }
        return Integer.parseInt(port.group(1));
    }
}
