package io.deadlockwatch.cli.plugin;

import io.deadlockwatch.cli.cluster.Cluster;
import io.deadlockwatch.cli.cluster.ClusterException;
import io.deadlockwatch.cli.cluster.Kubectl;
import io.deadlockwatch.cli.cluster.Resources;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which cluster, which namespace, as whom: kubectl's own options. */
final class ClusterOptions {

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "Namespace (default: that of the context).")
    private String namespace = "";

    @Option(names = "--context", paramLabel = "NAME", description = "Context of the kubeconfig.")
    private String context = "";

    @Option(names = "--kubeconfig", paramLabel = "FILE", description = "Kubeconfig.")
    private String kubeconfig = "";

    @Option(names = "--as", paramLabel = "USER", description = "User to act as.")
    private String user = "";

    @Option(
            names = "--kubectl",
            paramLabel = "PROGRAM",
            defaultValue = "kubectl",
            description = "The kubectl to use (default: ${DEFAULT-VALUE}).")
    private String program = "";

    Cluster open(Cluster.Opener clusters) {
        List<String> flags = new ArrayList<>();
        flag(flags, "--kubeconfig", kubeconfig);
        flag(flags, "--context", context);
        flag(flags, "--as", user);
        return clusters.open(new Kubectl(program, flags));
    }

    private static void flag(List<String> flags, String name, String value) {
        if (!value.isEmpty()) {
            flags.add(name + "=" + value);
        }
    }

    String namespace(Cluster cluster) throws ClusterException {
        String chosen = namespace.isEmpty() ? cluster.namespace() : namespace;
        if (!Resources.isName(chosen)) {
            throw new ClusterException("'" + chosen + "' is no name of a namespace");
        }
        return chosen;
    }
}
