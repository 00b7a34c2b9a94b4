package io.deadlockwatch.cli;

import io.deadlockwatch.cli.analysis.Analysis;
import io.deadlockwatch.cli.analysis.CaseFile;
import io.deadlockwatch.cli.analysis.Judging;
import io.deadlockwatch.cli.analysis.Search;
import io.deadlockwatch.cli.input.InputException;
import io.deadlockwatch.cli.input.SnapshotFiles;
import io.deadlockwatch.cli.report.ExplainReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code deadlockwatch explain}. */
@Command(
        name = "explain",
        description =
                "Tells all about one stack: its frames, how many goroutines were on it when, what is said of it and why.",
        footer = {
            "",
            "Exit codes: 0 nothing is said against it, 1 a verdict or a match, 2 wrong usage, or no such stack."
        })
final class ExplainCommand implements Callable<Integer> {

    private static final int SHOWN = 5;

    private final Shell shell;

    @Parameters(
            index = "0",
            paramLabel = "STACK",
            description =
                    "Fingerprint of a stack, or a beginning that no other has; or a site, symbol|operation, for its worst stack.")
    private String wanted = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILE", description = SnapshotOptions.FILES)
    private List<Path> files = List.of();

    @Mixin
    private final SnapshotOptions snapshots = new SnapshotOptions();

    @Mixin
    private final JudgingOptions judging = new JudgingOptions();

    @Mixin
    private final ModelOption model = new ModelOption();

    ExplainCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Judging against = judging.judging(shell);
        SnapshotFiles read = snapshots.read(files, shell);
        CaseFile file = CaseFile.of(against, read.taken());
        model.prove(file, read, shell);
        Search.Hit hit = only(file.conclude());
        new ExplainReport(shell.out(), shell.style())
                .write(
                        hit.site(),
                        hit.stack(),
                        Search.counts(read.taken(), hit.stack().fingerprint()));
        return hit.stack().standing().isFound() ? ExitCodes.FOUND : ExitCodes.CLEAN;
    }

    private Search.Hit only(Analysis analysis) throws InputException {
        List<Search.Hit> hits = Search.find(analysis, wanted);
        if (hits.isEmpty()) {
            throw new InputException(
                    wanted, "no stack that can block has such a fingerprint, nor is it a site; analyze lists them");
        }
        if (hits.size() > 1) {
            String some = hits.stream()
                    .limit(SHOWN)
                    .map(hit -> hit.stack().fingerprint() + " (" + hit.site().site() + ")")
                    .collect(Collectors.joining(", "));
            throw new InputException(
                    wanted, hits.size() + " stacks begin so: " + some + (hits.size() > SHOWN ? ", ..." : ""));
        }
        return hits.getFirst();
    }
}
