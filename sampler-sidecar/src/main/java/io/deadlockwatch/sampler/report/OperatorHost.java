package io.deadlockwatch.sampler.report;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * Where the operator's name leads. The address that answered last is used as long as it does, since names may resolve slowly while the operator is well. When it does not, the name is asked about again;
 * and if nobody knows it, that address is tried once more: a Service keeps its own while names are gone, and whoever has it now must still prove to be the operator.
 */
final class OperatorHost {

    private final String name;
    private final Resolver resolver;
    private @Nullable InetAddress last;
    private boolean answers;

    OperatorHost(String name, Resolver resolver) {
        this.name = name;
        this.resolver = resolver;
    }

    /**
     * The address to connect to.
     *
     * @throws UnknownHostException if the name leads nowhere and never did
     */
    InetAddress address() throws UnknownHostException {
        InetAddress known = last;
        if (known != null && answers) {
            return known;
        }
        try {
            return resolver.resolve(name);
        } catch (UnknownHostException e) {
            if (known == null) {
                throw e;
            }
            return known;
        }
    }

    /** The operator answered there. */
    void answered(InetAddress address) {
        last = address;
        answers = true;
    }

    /** Nobody answered, or not the operator. */
    void failed() {
        answers = false;
    }

    /** Asks the name service. */
    @FunctionalInterface
    interface Resolver {

        InetAddress resolve(String name) throws UnknownHostException;
    }
}
