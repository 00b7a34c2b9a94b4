package io.deadlockwatch.cli;

import io.deadlockwatch.cli.analysis.Analysis;
import io.deadlockwatch.cli.analysis.CaseFile;
import io.deadlockwatch.cli.analysis.Judging;
import io.deadlockwatch.cli.input.SnapshotFiles;
import io.deadlockwatch.cli.report.JsonReport;
import io.deadlockwatch.cli.report.SarifReport;
import io.deadlockwatch.cli.report.TextReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code deadlockwatch analyze}. */
@Command(
        name = "analyze",
        description =
                "Says which goroutines of a process wait for what may never come, and which a static finding predicted.",
        footer = {
            "",
            "A leak profile, or two debug=2 dumps with --model, prove. Else a verdict needs three snapshots that reach back as far",
            "as --blocked-for, or a debug=2 dump with waits as long as that. With less, stacks that a finding fits are shown as matched.",
            "",
            "Exit codes: 0 nothing found, 1 a verdict or a match of enough confidence, 2 wrong usage or unreadable input."
        })
final class AnalyzeCommand implements Callable<Integer> {

    /** How the result is written. */
    enum Format {
        TEXT,
        JSON,
        SARIF
    }

    private final Shell shell;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = SnapshotOptions.FILES)
    private List<Path> files = List.of();

    @Mixin
    private final SnapshotOptions snapshots = new SnapshotOptions();

    @Mixin
    private final JudgingOptions judging = new JudgingOptions();

    @Mixin
    private final ModelOption model = new ModelOption();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, json or sarif (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TEXT;

    @Mixin
    private final ListOptions list = new ListOptions();

    @Spec
    private @Nullable CommandSpec spec;

    AnalyzeCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Judging against = judging.judging(shell);
        SnapshotFiles read = snapshots.read(files, shell);
        CaseFile file = CaseFile.of(against, read.taken());
        model.prove(file, read, shell);
        Analysis analysis = file.conclude();
        switch (format) {
            case TEXT ->
                new TextReport(shell.out(), shell.style(), list.selection(again()))
                        .write(analysis, read.clock().words());
            case JSON -> JsonReport.write(analysis, shell.out());
            case SARIF -> SarifReport.write(analysis, Version.number(), shell.out());
        }
        return analysis.isClean() ? ExitCodes.CLEAN : ExitCodes.FOUND;
    }

    /** What follows a fingerprint on the command line that explains it. */
    private String again() {
        return CommandLines.again(Objects.requireNonNull(spec).commandLine().getParseResult());
    }
}
