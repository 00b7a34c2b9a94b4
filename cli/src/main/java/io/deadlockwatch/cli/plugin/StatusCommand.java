package io.deadlockwatch.cli.plugin;

import io.deadlockwatch.cli.ExitCodes;
import io.deadlockwatch.cli.cluster.Cluster;
import io.deadlockwatch.cli.cluster.ClusterException;
import io.deadlockwatch.cli.cluster.Resources;
import io.deadlockwatch.cli.cluster.Resources.Kind;
import io.deadlockwatch.cli.cluster.Tree;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code kubectl deadlockwatch status}. */
@Command(
        name = "status",
        description =
                "Tells what is watched, how much of it is seen, what is not and why, and which incidents are open.",
        footer = {"", "Exit codes: 0 no incident is open, 1 some are, 2 wrong usage or an error."})
final class StatusCommand implements Callable<Integer> {

    private final Tools tools;

    @Parameters(arity = "0..1", paramLabel = "WATCH", description = "One DeadlockWatch (default: all).")
    private String watch = "";

    @Mixin
    private final ScopeOptions scope = new ScopeOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    StatusCommand(Tools tools) {
        this.tools = tools;
    }

    @Override
    public Integer call() throws IOException {
        Instant now = tools.clock().instant();
        List<Tree> watches;
        List<Incident> open;
        String namespace;
        try (Cluster cluster = scope.open(tools.clusters())) {
            namespace = scope.namespace(cluster);
            Resources resources = new Resources(cluster.api());
            watches = watches(resources, namespace);
            open = resources.list(Kind.INCIDENTS, namespace, "").stream()
                    .map(Incident::new)
                    .filter(incident -> incident.isOpen(now)
                            && (watch.isEmpty() || incident.watch().equals(watch)))
                    .sorted(Incident.WORST_FIRST)
                    .toList();
        }
        if (!output.isText()) {
            output.write(tools.shell(), watches);
        } else if (watches.isEmpty()) {
            tools.shell()
                    .out()
                    .println("Nothing is watched " + (namespace.isEmpty() ? "in any namespace" : "in " + namespace)
                            + ": create a DeadlockWatch, or look with -A.");
        } else {
            new StatusReport(tools.shell(), new Ages(now)).write(watches, open);
        }
        return open.isEmpty() ? ExitCodes.CLEAN : ExitCodes.FOUND;
    }

    private List<Tree> watches(Resources resources, String namespace) throws ClusterException {
        List<Tree> all = resources.list(Kind.WATCHES, namespace, "");
        List<Tree> wanted = all.stream()
                .filter(one ->
                        watch.isEmpty() || one.at("metadata", "name").text().equals(watch))
                .toList();
        if (wanted.isEmpty() && !watch.isEmpty()) {
            throw new ClusterException("no DeadlockWatch " + watch + (namespace.isEmpty() ? "" : " in " + namespace)
                    + (all.isEmpty() ? "" : "; there is " + String.join(", ", names(all))));
        }
        return wanted;
    }

    private static List<String> names(List<Tree> watches) {
        return watches.stream()
                .limit(10)
                .map(one -> one.at("metadata", "name").text())
                .toList();
    }
}
