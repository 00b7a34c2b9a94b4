package io.deadlockwatch.cli;

import picocli.CommandLine;

/** Where the command starts. */
public final class Main {

    private Main() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(run(Runner.shell(), args));
    }

    /** Runs the command; the answer is its exit code. */
    static int run(Shell shell, String... args) {
        CommandLine line = new CommandLine(new DeadlockWatchCommand())
                .addSubcommand(new AnalyzeCommand(shell))
                .addSubcommand(new WatchCommand(shell))
                .addSubcommand(new ExplainCommand(shell))
                .addSubcommand(new GraphCommand(shell))
                .addSubcommand(new FindingsCommand(shell))
                .addSubcommand(new CompletionCommand(shell));
        return Runner.run(shell, line, args);
    }
}
