package io.deadlockwatch.cli.plugin;

import io.deadlockwatch.cli.Runner;
import io.deadlockwatch.cli.cluster.Cluster;
import java.time.InstantSource;
import picocli.CommandLine;

/** Where {@code kubectl deadlockwatch} starts. */
public final class PluginMain {

    private PluginMain() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(run(new Tools(Runner.shell(), Cluster::through, InstantSource.system()), args));
    }

    /** Runs the command; the answer is its exit code. */
    static int run(Tools tools, String... args) {
        CommandLine line = new CommandLine(new PluginCommand())
                .addSubcommand(new StatusCommand(tools))
                .addSubcommand(new IncidentsCommand(tools))
                .addSubcommand(new ExplainIncidentCommand(tools))
                .addSubcommand(new DumpCommand(tools))
                .addSubcommand(new VerdictCommand(tools))
                .addSubcommand(PushCommand.Findings.of(tools))
                .addSubcommand(new SuppressCommand(tools))
                .addSubcommand(new SupportBundleCommand(tools));
        return Runner.run(tools.shell(), line, args);
    }
}
