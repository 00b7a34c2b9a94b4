package io.deadlockwatch.cli;

import io.deadlockwatch.cli.analysis.Judging;
import io.deadlockwatch.cli.input.FindingFiles;
import io.deadlockwatch.cli.input.InputException;
import io.deadlockwatch.core.findings.FindingIndex;
import io.deadlockwatch.core.findings.FindingSet;
import io.deadlockwatch.core.judge.IgnoreList;
import io.deadlockwatch.core.judge.Policy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What goroutines are held against: options that all commands that judge have in common. */
public final class JudgingOptions {

    private static final int PERCENT = 100;

    @Option(
            names = "--findings",
            paramLabel = "SARIF",
            description = "Static findings of the source; may be given more than once.")
    private List<Path> findings = List.of();

    @Option(
            names = "--ignore",
            paramLabel = "PATTERN=REASON",
            converter = IgnoredPlaces.class,
            description =
                    "Says nothing of a function, a file (PATTERN ends with .go) or a site (symbol|operation); * stands for any text, but not in sites. May be given more than once.")
    private List<IgnoreList.Entry> ignored = List.of();

    @Option(
            names = "--blocked-for",
            paramLabel = "DURATION",
            defaultValue = "2m",
            converter = Durations.class,
            description = "How long goroutines must be there to count as blocked (default: ${DEFAULT-VALUE}).")
    private Duration blockedFor = Duration.ZERO;

    @Option(
            names = "--min-confidence",
            paramLabel = "PERCENT",
            defaultValue = "70",
            description = "What a finding must reach to confirm (default: ${DEFAULT-VALUE}).")
    private int minConfidence;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    public Judging judging(Shell shell) throws InputException {
        if (minConfidence < 0 || minConfidence > PERCENT) {
            throw new ParameterException(
                    Objects.requireNonNull(command).commandLine(),
                    "--min-confidence is " + minConfidence + ", not from 0 to " + PERCENT);
        }
        if (ignored.size() > IgnoreList.MAX_ENTRIES) {
            throw new ParameterException(
                    Objects.requireNonNull(command).commandLine(),
                    "--ignore is given " + ignored.size() + " times, limit is " + IgnoreList.MAX_ENTRIES);
        }
        FindingSet predicted = FindingFiles.read(findings);
        predicted.problems().forEach(shell::warn);
        Policy policy = new Policy(blockedFor, minConfidence).ignoring(IgnoreList.of(ignored));
        return new Judging(FindingIndex.of(predicted), policy);
    }
}
