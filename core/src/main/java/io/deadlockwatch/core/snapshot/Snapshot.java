package io.deadlockwatch.core.snapshot;

import java.util.List;

/**
 * All goroutines of a process at one moment, grouped by stack.
 *
 * @param type which profile it is
 * @param buildId GNU build id of the binary, empty if not told
 * @param goroutines how many there were, the fetcher included
 * @param stacks one element a distinct stack; the goroutine that served the request is left out
 * @param fetcherSeen whether that goroutine was found: proof that this is a live profile and not a cached page
 * @param truncated whether the input ended, or a limit was met, before all goroutines were read
 * @param problems records that could not be used, each in a sentence with its place; bounded
 */
public record Snapshot(
        ProfileType type,
        String buildId,
        long goroutines,
        List<StackCount> stacks,
        boolean fetcherSeen,
        boolean truncated,
        List<String> problems) {
    public Snapshot {
        stacks = List.copyOf(stacks);
        problems = List.copyOf(problems);
    }
}
