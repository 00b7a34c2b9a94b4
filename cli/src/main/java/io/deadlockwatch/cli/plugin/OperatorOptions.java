package io.deadlockwatch.cli.plugin;

import io.deadlockwatch.cli.cluster.ClusterException;
import picocli.CommandLine.Option;

/** Where the operator runs. */
final class OperatorOptions {

    @Option(
            names = "--operator-namespace",
            paramLabel = "NAMESPACE",
            defaultValue = "deadlockwatch",
            description = "Namespace of the operator (default: ${DEFAULT-VALUE}).")
    private String namespace = "";

    String namespace() throws ClusterException {
        return Names.checked("a namespace", namespace);
    }
}
