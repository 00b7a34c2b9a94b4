package io.deadlockwatch.cli;

import io.deadlockwatch.cli.input.InputException;
import io.deadlockwatch.cli.report.Style;
import io.deadlockwatch.sampler.pprof.PprofException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/** Where the command starts. */
public final class Main {

    private static final int HELP_WIDTH = 120;

    private Main() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        Style style = Style.of(System.getenv());
        System.exit(run(new Shell(System.in, out, err, style, new ShutdownInterrupts()), args));
    }

    /** Runs the command; the answer is its exit code. */
    static int run(Shell shell, String... args) {
        CommandLine line = commands(shell);
        int code = line.execute(args);
        shell.out().flush();
        shell.err().flush();
        // A full disk, or a reader that went away: half an answer is none.
        return shell.out().checkError() && code == ExitCodes.CLEAN ? ExitCodes.ERROR : code;
    }

    private static CommandLine commands(Shell shell) {
        CommandLine line = new CommandLine(new DeadlockWatchCommand())
                .addSubcommand(new AnalyzeCommand(shell))
                .addSubcommand(new WatchCommand(shell))
                .addSubcommand(new ExplainCommand(shell))
                .addSubcommand(new GraphCommand(shell))
                .addSubcommand(new FindingsCommand(shell))
                .addSubcommand(new CompletionCommand(shell));
        return line.setOut(shell.out())
                .setErr(shell.err())
                .setColorScheme(Help.defaultColorScheme(shell.style().colour() ? Help.Ansi.ON : Help.Ansi.OFF))
                .setUsageHelpWidth(HELP_WIDTH)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    shell.err()
                            .println("deadlockwatch: "
                                    + (e instanceof InputException || e instanceof PprofException
                                            ? e.getMessage()
                                            : e.toString()));
                    return ExitCodes.ERROR;
                });
    }
}
