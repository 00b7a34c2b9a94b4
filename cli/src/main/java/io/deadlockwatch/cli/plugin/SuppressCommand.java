package io.deadlockwatch.cli.plugin;

import io.deadlockwatch.cli.ExitCodes;
import io.deadlockwatch.cli.cluster.Cluster;
import io.deadlockwatch.cli.cluster.Resources;
import io.deadlockwatch.cli.cluster.Resources.Kind;
import io.deadlockwatch.cli.cluster.TreeJson;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kubectl deadlockwatch suppress}. */
@Command(
        name = "suppress",
        description =
                "Keeps an incident out of alerts, counts and canary verdicts for a while, with a reason that stays with it.",
        footer = {"", "Exit codes: 0 done, 2 wrong usage or an error."})
final class SuppressCommand implements Callable<Integer> {

    private static final int SHORTEST_REASON = 5;
    private static final int LONGEST_REASON = 256;

    private final Tools tools;

    @Parameters(paramLabel = "INCIDENT", description = "Name of a BlockingIncident; incidents lists them.")
    private String name = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for those who come later.")
    private String reason = "";

    @Option(
            names = "--until",
            paramLabel = "WHEN",
            description = "When it ends: 2026-12-01, 2026-12-01T08:00:00Z, or from now: 168h.")
    private String until = "";

    @Option(names = "--clear", description = "Ends it now.")
    private boolean clear;

    @Mixin
    private final ClusterOptions options = new ClusterOptions();

    @Spec
    private @Nullable CommandSpec spec;

    SuppressCommand(Tools tools) {
        this.tools = tools;
    }

    @Override
    public Integer call() throws IOException {
        Instant now = tools.clock().instant();
        Map<String, @Nullable Object> change = new HashMap<>();
        String done;
        if (clear) {
            if (!reason.isEmpty() || !until.isEmpty()) {
                throw wrong("--clear takes neither --reason nor --until");
            }
            change.put("suppress", null);
            done = " is no longer suppressed";
        } else {
            Instant end = end(now);
            change.put("suppress", Map.of("reason", reason(), "until", end.toString()));
            done = " is suppressed until " + end;
        }
        try (Cluster cluster = options.open(tools.clusters())) {
            String namespace = options.namespace(cluster);
            new Resources(cluster.api())
                    .merge(
                            Kind.INCIDENTS,
                            namespace,
                            Names.checked("an incident", name),
                            TreeJson.bytes(Map.of("spec", change)));
            tools.shell().out().println(namespace + "/" + name + done + ".");
        }
        return ExitCodes.CLEAN;
    }

    private String reason() {
        if (reason.length() < SHORTEST_REASON || reason.length() > LONGEST_REASON) {
            throw wrong("--reason has " + reason.length() + " characters, must have " + SHORTEST_REASON + " to "
                    + LONGEST_REASON);
        }
        return reason;
    }

    private Instant end(Instant now) {
        if (until.isEmpty()) {
            throw wrong("--until is missing: nothing is suppressed for ever");
        }
        Instant end = Moments.parse(until, now)
                .orElseThrow(() -> wrong("--until is '" + until
                        + "', no date (2026-12-01), time (2026-12-01T08:00:00Z) or duration (168h)"));
        if (!end.isAfter(now)) {
            throw wrong("--until is " + end + ", which is over");
        }
        return end;
    }

    private ParameterException wrong(String why) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), why);
    }
}
