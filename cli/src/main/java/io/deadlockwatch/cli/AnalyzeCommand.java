package io.deadlockwatch.cli;

import io.deadlockwatch.core.findings.FindingIndex;
import io.deadlockwatch.core.findings.FindingSet;
import io.deadlockwatch.core.judge.Policy;
import io.deadlockwatch.core.snapshot.Snapshot;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code deadlockwatch analyze}. */
@Command(
        name = "analyze",
        description =
                "Says which goroutines of a process wait for what may never come, and which a static finding predicted.",
        footer = {
            "",
            "A verdict needs at least three snapshots that reach back as far as --blocked-for asks. With fewer, stacks that",
            "a finding fits are shown as matched.",
            "",
            "Exit codes: 0 nothing found, 1 a verdict or a match of enough confidence, 2 wrong usage or unreadable input."
        })
final class AnalyzeCommand implements Callable<Integer> {

    /** How the result is written. */
    enum Format {
        TEXT,
        JSON
    }

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Goroutine profiles (/debug/pprof/goroutine) of one process, oldest first.")
    private List<Path> files = List.of();

    @Option(names = "--findings", paramLabel = "SARIF", description = "Static findings; may be given more than once.")
    private List<Path> findings = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TEXT;

    @Option(
            names = "--interval",
            defaultValue = "15s",
            converter = Durations.class,
            description = "Time between two snapshots (default: ${DEFAULT-VALUE}).")
    private Duration interval = Duration.ZERO;

    @Option(
            names = "--blocked-for",
            defaultValue = "2m",
            converter = Durations.class,
            description = "How long a stack must be there to count as blocked (default: ${DEFAULT-VALUE}).")
    private Duration blockedFor = Duration.ZERO;

    @Option(
            names = "--min-confidence",
            paramLabel = "PERCENT",
            defaultValue = "70",
            description = "What a finding must reach to confirm (default: ${DEFAULT-VALUE}).")
    private int minConfidence;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        CommandSpec command = Objects.requireNonNull(spec);
        if (minConfidence < 0 || minConfidence > 100) {
            throw new ParameterException(
                    command.commandLine(), "--min-confidence is " + minConfidence + ", not from 0 to 100");
        }
        PrintWriter err = command.commandLine().getErr();
        List<Snapshot> snapshots = snapshots(err);
        FindingSet predicted = Inputs.findings(findings);
        predicted.problems().forEach(problem -> err.println("warning: " + problem));
        Policy policy = new Policy(blockedFor, minConfidence);
        Analysis analysis = Analysis.of(snapshots, interval, FindingIndex.of(predicted), policy);

        PrintWriter out = command.commandLine().getOut();
        switch (format) {
            case TEXT -> TextReport.write(analysis, snapshots, out);
            case JSON -> JsonReport.write(analysis, snapshots, out);
        }
        out.flush();
        err.flush();
        return analysis.isClean() ? ExitCodes.CLEAN : ExitCodes.FOUND;
    }

    private List<Snapshot> snapshots(PrintWriter err) throws InputException {
        List<Snapshot> snapshots = new ArrayList<>();
        for (Path file : files) {
            Snapshot snapshot = Inputs.snapshot(file);
            if (!snapshots.isEmpty()
                    && !snapshot.buildId().equals(snapshots.getFirst().buildId())) {
                throw new InputException(file, "is of another build than " + files.getFirst());
            }
            snapshot.problems().forEach(problem -> err.println("warning: " + file + ": " + problem));
            snapshots.add(snapshot);
        }
        return snapshots;
    }
}
