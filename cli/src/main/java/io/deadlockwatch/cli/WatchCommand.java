package io.deadlockwatch.cli;

import io.deadlockwatch.cli.analysis.Analysis;
import io.deadlockwatch.cli.input.InputException;
import io.deadlockwatch.cli.report.JsonReport;
import io.deadlockwatch.cli.report.Phrases;
import io.deadlockwatch.cli.report.SarifReport;
import io.deadlockwatch.cli.report.Style;
import io.deadlockwatch.cli.report.TextReport;
import io.deadlockwatch.cli.watch.LadderLimits;
import io.deadlockwatch.cli.watch.PprofPages;
import io.deadlockwatch.cli.watch.PprofUrl;
import io.deadlockwatch.cli.watch.StoppableTicker;
import io.deadlockwatch.cli.watch.TextJournal;
import io.deadlockwatch.cli.watch.Watch;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code deadlockwatch watch}. */
@Command(
        name = "watch",
        description =
                "Watches a running process by its pprof pages, says what changes, and sums up at the end (Ctrl-C, or --for).",
        footer = {
            "",
            "It looks as cheaply as will do, and says what it fetched, why, and what that took:",
            "  1. the goroutine profile, at every interval, stretched so that looking costs one percent of the time at most;",
            "  2. the leak profile (Go 1.27), while stacks are suspicious, every 5m at most, up to 20000 goroutines;",
            "  3. the debug=2 dump, which stops the process until all goroutines are printed: only if locks are suspicious and --model is",
            "     given, or with --deep; every 10m at most, up to 2000 goroutines, if the stop is predicted to stay within --pause-budget.",
            "",
            "Exit codes: 0 nothing found, 1 found, 2 wrong usage, or no pprof there."
        })
final class WatchCommand implements Callable<Integer> {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration EVER = Duration.ofDays(365);

    private final Shell shell;

    @Parameters(
            paramLabel = "URL",
            description = "Where it serves pprof: http://HOST:PORT/debug/pprof, or HOST:PORT for that path.")
    private String url = "";

    @Option(
            names = "--interval",
            paramLabel = "DURATION",
            defaultValue = "5s",
            converter = Durations.class,
            description = "Time between two snapshots (default: ${DEFAULT-VALUE}).")
    private Duration interval = Duration.ZERO;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            converter = Durations.class,
            description = "Ends after this time (default: at Ctrl-C).")
    private @Nullable Duration time;

    @Option(names = "--once", description = "Takes one snapshot and ends.")
    private boolean once;

    @ArgGroup
    private @Nullable Depth depth;

    @Option(
            names = "--pause-budget",
            paramLabel = "DURATION",
            defaultValue = "50ms",
            converter = Durations.class,
            description = "Longest stop of the process that a debug=2 dump may cause (default: ${DEFAULT-VALUE}).")
    private Duration pauseBudget = Duration.ZERO;

    @Mixin
    private final JudgingOptions judging = new JudgingOptions();

    @Mixin
    private final ModelOption model = new ModelOption();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description =
                    "Of the summary: text, json or sarif (default: ${DEFAULT-VALUE}). With the latter, events go to the standard error.")
    private AnalyzeCommand.Format format = AnalyzeCommand.Format.TEXT;

    @Mixin
    private final ListOptions list = new ListOptions();

    @Spec
    private @Nullable CommandSpec spec;

    /** How dear a look may be. */
    static final class Depth {
        @Option(names = "--deep", description = "Takes debug=2 dumps of anything suspicious, within --pause-budget.")
        private boolean deep;

        @Option(names = "--shallow", description = "Takes goroutine profiles only.")
        private boolean shallow;
    }

    WatchCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        if (interval.compareTo(SHORTEST) < 0) {
            throw wrong("--interval is shorter than " + Phrases.duration(SHORTEST));
        }
        PprofUrl where = where();
        StoppableTicker ticker = new StoppableTicker();
        boolean text = format == AnalyzeCommand.Format.TEXT;
        PrintWriter events = text ? shell.out() : shell.err();
        Watch watch = new Watch(
                target(where),
                judging.judging(shell),
                model.read(),
                LadderLimits.of(depth(), interval, pauseBudget),
                ticker,
                new TextJournal(
                        events, text ? shell.style() : Style.PLAIN, InstantSource.system(), ZoneId.systemDefault()));
        Interrupts.Ending ending = shell.interrupts().on(ticker::stop);
        int code = ExitCodes.ERROR;
        try {
            watch.run(once ? Duration.ZERO : Objects.requireNonNullElse(time, EVER));
            sum(watch, where);
            code = watch.hasFound() ? ExitCodes.FOUND : ExitCodes.CLEAN;
        } finally {
            shell.out().flush();
            ending.ended(code);
        }
        return code;
    }

    private void sum(Watch watch, PprofUrl where) throws IOException {
        Analysis analysis = watch.last().orElseThrow();
        switch (format) {
            case TEXT -> {
                shell.out().println();
                shell.out()
                        .println("Watched " + where + " for " + Phrases.duration(watch.elapsed()) + ": "
                                + watch.costs());
                String again = " 1.pb.gz, after curl -o 1.pb.gz " + where.page("goroutine");
                new TextReport(shell.out(), shell.style(), list.selection(again)).write(analysis, "");
            }
            case JSON -> JsonReport.write(analysis, shell.out());
            case SARIF -> SarifReport.write(analysis, Version.number(), shell.out());
        }
    }

    private PprofUrl where() {
        try {
            return PprofUrl.parse(url);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private static PprofPages target(PprofUrl where) throws InputException {
        try {
            return PprofPages.at(where, Version.number());
        } catch (UnknownHostException e) {
            throw new InputException(where.toString(), "nobody knows a host " + where.host());
        }
    }

    private LadderLimits.Depth depth() {
        if (depth == null) {
            return LadderLimits.Depth.USUAL;
        }
        return depth.deep && !depth.shallow ? LadderLimits.Depth.DEEP : LadderLimits.Depth.SHALLOW;
    }

    private ParameterException wrong(String why) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), why);
    }
}
