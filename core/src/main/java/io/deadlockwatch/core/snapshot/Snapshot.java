package io.deadlockwatch.core.snapshot;

import java.util.List;

/**
 * All goroutines of a process at one moment, grouped by stack.
 *
 * @param buildId GNU build id of the binary, empty if not told
 * @param goroutines how many there were, the fetcher included
 * @param stacks one element a distinct stack; the goroutine that served the request is left out
 * @param fetcherSeen whether that goroutine was found: proof that this is a live profile and not a cached page
 * @param problems records that could not be used, each in a sentence with its place; bounded
 */
public record Snapshot(
        String buildId, long goroutines, List<StackCount> stacks, boolean fetcherSeen, List<String> problems) {
    public Snapshot {
        stacks = List.copyOf(stacks);
        problems = List.copyOf(problems);
    }
}
