package io.deadlockwatch.cli.plugin;

import io.deadlockwatch.cli.ExitCodes;
import io.deadlockwatch.cli.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The command itself: only a name for what it can do. */
@Command(
        name = "kubectl deadlockwatch",
        description = "Goroutines that are blocked for ever in the pods of a cluster, and what to do about them.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        exitCodeOnInvalidInput = ExitCodes.ERROR,
        exitCodeOnExecutionException = ExitCodes.ERROR,
        footer = {
            "",
            "It talks to the cluster through kubectl, with your own rights, and never asks for more.",
            "Exit codes: 0 nothing found (or done), 1 found, 2 wrong usage, an error, or no verdict."
        })
final class PluginCommand {}
