package io.deadlockwatch.cli.plugin;

import io.deadlockwatch.cli.ExitCodes;
import io.deadlockwatch.cli.cluster.Cluster;
import io.deadlockwatch.cli.cluster.Resources;
import io.deadlockwatch.cli.cluster.Resources.Kind;
import io.deadlockwatch.cli.report.Style;
import io.deadlockwatch.cli.report.Table;
import io.deadlockwatch.cli.report.Table.Cell;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kubectl deadlockwatch incidents}. */
@Command(
        name = "incidents",
        description = "Lists places in source where goroutines are blocked, worst first.",
        footer = {"", "Exit codes: 0 none is open, 1 some are, 2 wrong usage or an error."})
final class IncidentsCommand implements Callable<Integer> {

    private final Tools tools;

    @Mixin
    private final ScopeOptions scope = new ScopeOptions();

    @Option(
            names = {"-l", "--selector"},
            paramLabel = "LABELS",
            description = "Those with these labels: a=b,c!=d.")
    private String selector = "";

    @Option(names = "--all", description = "Resolved and suppressed ones too.")
    private boolean all;

    @Mixin
    private final OutputOption output = new OutputOption();

    IncidentsCommand(Tools tools) {
        this.tools = tools;
    }

    @Override
    public Integer call() throws IOException {
        Instant now = tools.clock().instant();
        String namespace;
        List<Incident> found;
        try (Cluster cluster = scope.open(tools.clusters())) {
            namespace = scope.namespace(cluster);
            found = new Resources(cluster.api())
                    .list(Kind.INCIDENTS, namespace, selector).stream()
                            .map(Incident::new)
                            .sorted(Incident.WORST_FIRST)
                            .toList();
        }
        List<Incident> open =
                found.stream().filter(incident -> incident.isOpen(now)).toList();
        List<Incident> shown = all ? found : open;
        if (output.isText()) {
            write(shown, found.size() - shown.size(), namespace, now);
        } else {
            output.write(tools.shell(), shown.stream().map(Incident::object).toList());
        }
        return open.isEmpty() ? ExitCodes.CLEAN : ExitCodes.FOUND;
    }

    private void write(List<Incident> shown, int hidden, String namespace, Instant now) {
        if (shown.isEmpty()) {
            tools.shell()
                    .out()
                    .println("No open incident " + (namespace.isEmpty() ? "in any namespace" : "in " + namespace)
                            + (hidden > 0 ? "; --all shows " + hidden + " resolved or suppressed" : "") + ".");
            return;
        }
        Style style = tools.shell().style();
        List<String> head = new ArrayList<>(
                List.of("NAME", "STATE", "VERDICT", "SURE", "GOROUTINES", "PODS", "AGE", "WHERE", "FUNCTION"));
        if (namespace.isEmpty()) {
            head.addFirst("NAMESPACE");
        }
        Table table = new Table(head);
        Ages ages = new Ages(now);
        for (Incident incident : shown) {
            List<Cell> row = new ArrayList<>();
            if (namespace.isEmpty()) {
                row.add(Cell.of(incident.namespace()));
            }
            row.add(Cell.of(incident.name()));
            row.add(Cell.of(incident.state(now)));
            row.add(new Cell(incident.verdict(), style.of(incident.standing(), incident.verdict())));
            row.add(Cell.of(sure(incident)));
            row.add(Cell.of(incident.goroutines()));
            row.add(Cell.of(incident.status().at("podsAffected").number()));
            row.add(Cell.of(ages.since(incident.firstSeen())));
            row.add(Cell.of(incident.place()));
            row.add(Cell.of(incident.function()));
            table.add(row);
        }
        table.write(tools.shell().out());
    }

    private static String sure(Incident incident) {
        String total = incident.status().at("confidencePercent", "total").text();
        return total.isEmpty() ? "-" : total + "%";
    }
}
