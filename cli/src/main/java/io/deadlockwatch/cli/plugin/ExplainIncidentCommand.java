package io.deadlockwatch.cli.plugin;

import io.deadlockwatch.cli.ExitCodes;
import io.deadlockwatch.cli.cluster.Cluster;
import io.deadlockwatch.cli.cluster.Resources;
import io.deadlockwatch.cli.cluster.Resources.Kind;
import io.deadlockwatch.core.findings.Finding;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code kubectl deadlockwatch explain}. */
@Command(
        name = "explain",
        description =
                "Tells all about one incident: where, since when, why it is said, the stack, who should have woken it, what to do.",
        footer = {"", "Exit codes: 0 it is resolved or suppressed, 1 it is open, 2 wrong usage, or no such incident."})
final class ExplainIncidentCommand implements Callable<Integer> {

    private final Tools tools;

    @Parameters(paramLabel = "INCIDENT", description = "Name of a BlockingIncident; incidents lists them.")
    private String name = "";

    @Mixin
    private final ClusterOptions options = new ClusterOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    ExplainIncidentCommand(Tools tools) {
        this.tools = tools;
    }

    @Override
    public Integer call() throws IOException {
        Instant now = tools.clock().instant();
        Incident incident;
        Optional<Finding> finding = Optional.empty();
        try (Cluster cluster = options.open(tools.clusters())) {
            Resources resources = new Resources(cluster.api());
            incident = new Incident(
                    resources.get(Kind.INCIDENTS, options.namespace(cluster), Names.checked("an incident", name)));
            if (output.isText()) {
                finding = new FindingLookup(resources, tools.shell()::warn).of(incident);
            }
        }
        if (output.isText()) {
            new IncidentReport(tools.shell(), now).write(incident, finding);
        } else {
            output.write(tools.shell(), incident.object());
        }
        return incident.isOpen(now) ? ExitCodes.FOUND : ExitCodes.CLEAN;
    }
}
