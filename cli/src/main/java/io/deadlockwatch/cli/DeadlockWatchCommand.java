package io.deadlockwatch.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The command itself: only a name for what it can do. */
@Command(
        name = "deadlockwatch",
        description = "Finds goroutines that are blocked for ever, without a cluster.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        exitCodeOnInvalidInput = ExitCodes.ERROR,
        exitCodeOnExecutionException = ExitCodes.ERROR,
        footer = {
            "",
            "analyze, watch, explain and graph look at goroutines and answer with 0: nothing found, 1: found, 2: wrong usage or an error."
        })
final class DeadlockWatchCommand {}
