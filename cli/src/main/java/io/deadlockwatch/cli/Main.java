package io.deadlockwatch.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** Where the command starts. */
public final class Main {

    private Main() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, args));
    }

    /** Runs the command; the answer is its exit code. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new DeadlockWatchCommand())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    err.println("deadlockwatch: " + (e instanceof InputException ? e.getMessage() : e.toString()));
                    err.flush();
                    return ExitCodes.ERROR;
                })
                .execute(args);
    }
}
