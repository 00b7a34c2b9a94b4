package io.deadlockwatch.core.snapshot;

import java.util.List;

/**
 * The single goroutines of a process at one moment.
 *
 * @param goroutines in the order printed, the one that took the dump included: it may hold locks
 * @param complete whether all there were are here, each with its whole stack list as Go printed it: false after a cut or a limit
 * @param problems what could not be used, each in a sentence with its line; bounded
 */
public record Dump(List<Goroutine> goroutines, boolean complete, List<String> problems) {
    public Dump {
        goroutines = List.copyOf(goroutines);
        problems = List.copyOf(problems);
    }
}
