package io.deadlockwatch.cli.plugin;

import io.deadlockwatch.cli.cluster.Cluster;
import io.deadlockwatch.cli.cluster.ClusterException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One namespace of a cluster, or all of them. */
final class ScopeOptions {

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Option(
            names = {"-A", "--all-namespaces"},
            description = "All namespaces.")
    private boolean all;

    Cluster open(Cluster.Opener clusters) {
        return cluster.open(clusters);
    }

    /** Empty: all. */
    String namespace(Cluster open) throws ClusterException {
        return all ? "" : cluster.namespace(open);
    }
}
