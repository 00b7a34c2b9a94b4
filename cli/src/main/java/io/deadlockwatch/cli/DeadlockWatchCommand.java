package io.deadlockwatch.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ScopeType;

/** The command itself: only a name for what it can do. */
@Command(
        name = "deadlockwatch",
        description = "Finds goroutines that are blocked for ever, without a cluster.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = DeadlockWatchCommand.Version.class,
        exitCodeOnInvalidInput = ExitCodes.ERROR,
        exitCodeOnExecutionException = ExitCodes.ERROR,
        subcommands = {AnalyzeCommand.class, FindingsCommand.class})
final class DeadlockWatchCommand {

    /** The version of the jar. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = DeadlockWatchCommand.class.getPackage().getImplementationVersion();
            return new String[] {"deadlockwatch " + (version == null ? "(not from a jar)" : version)};
        }
    }
}
