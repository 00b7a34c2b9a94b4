package io.deadlockwatch.cli;

import io.deadlockwatch.cli.cluster.ClusterException;
import io.deadlockwatch.cli.input.InputException;
import io.deadlockwatch.cli.report.Style;
import io.deadlockwatch.sampler.pprof.PprofException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/** Runs a command with all its sub-commands: how it writes, and what becomes of errors. */
public final class Runner {

    private static final int HELP_WIDTH = 120;

    private Runner() {}

    /** The process's own streams. */
    public static Shell shell() {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        return new Shell(System.in, out, err, Style.of(System.getenv()), new ShutdownInterrupts());
    }

    /** The answer is the exit code. */
    public static int run(Shell shell, CommandLine line, String... args) {
        line.setOut(shell.out())
                .setErr(shell.err())
                .setColorScheme(Help.defaultColorScheme(shell.style().colour() ? Help.Ansi.ON : Help.Ansi.OFF))
                .setUsageHelpWidth(HELP_WIDTH)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    shell.err().println("deadlockwatch: " + (isForPeople(e) ? e.getMessage() : e.toString()));
                    return ExitCodes.ERROR;
                });
        int code = line.execute(args);
        shell.out().flush();
        shell.err().flush();
        // A full disk, or a reader that went away: half an answer is none.
        return shell.out().checkError() && code == ExitCodes.CLEAN ? ExitCodes.ERROR : code;
    }

    private static boolean isForPeople(Exception e) {
        return e instanceof InputException || e instanceof PprofException || e instanceof ClusterException;
    }
}
