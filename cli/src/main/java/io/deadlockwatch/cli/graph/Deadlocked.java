package io.deadlockwatch.cli.graph;

import io.deadlockwatch.core.waitfor.Claim;
import io.deadlockwatch.core.waitfor.Confirmation;
import java.util.Set;
import java.util.stream.Collectors;

/** The goroutines that are said to be deadlocked, by id. */
record Deadlocked(Set<Long> ids) {

    static Deadlocked of(LockStory story) {
        return new Deadlocked(story.claims().stream()
                .map(Confirmation.Verdict::claim)
                .filter(Claim::isDeadlock)
                .flatMap(claim -> claim.goroutines().stream())
                .collect(Collectors.toUnmodifiableSet()));
    }

    boolean has(long id) {
        return ids.contains(id);
    }
}
