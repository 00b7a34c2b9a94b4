package io.deadlockwatch.cli.cluster;

import org.jspecify.annotations.Nullable;

/** A cluster of which kubectl does the talking. */
final class KubectlCluster implements Cluster {

    private final Kubectl kubectl;
    private @Nullable KubectlProxy proxy;

    KubectlCluster(Kubectl kubectl) {
        this.kubectl = kubectl;
    }

    @Override
    public Api api() throws ClusterException {
        KubectlProxy open = proxy;
        if (open == null) {
            open = KubectlProxy.start(kubectl);
            proxy = open;
        }
        return open;
    }

    @Override
    public String namespace() throws ClusterException {
        return kubectl.namespace();
    }

    @Override
    public Forward forward(String namespace, String object, String port) throws ClusterException {
        Serving serving = Serving.start(
                kubectl, "port-forward", "--namespace=" + namespace, "--address=127.0.0.1", object, ":" + port);
        try {
            int local = Cluster.forwardedPort(serving.said());
            return new Open(serving, local);
        } catch (ClusterException e) {
            serving.close();
            throw e;
        }
    }

    @Override
    public void close() {
        if (proxy != null) {
            proxy.close();
        }
    }

    private record Open(Serving serving, int port) implements Forward {
        @Override
        public void close() {
            serving.close();
        }
    }
}
