package io.deadlockwatch.operator.reconcile;

import io.deadlockwatch.crds.StaticFindingSet;
import io.deadlockwatch.crds.StaticFindingSetStatus;
import io.deadlockwatch.operator.policy.GoDuration;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which sets may go: those that no pod has needed for as long as they ask to be kept then. When a set was used last is known to the hour; so that a start of the operator,
 * or a set that comes before its pods, is no reason to lose it, this operator must have seen it unused for a while, too. Safe for many threads.
 */
final class UnusedSets {

    /** How long this operator must have seen it unused. */
    static final Duration GRACE = Duration.ofMinutes(10);

    private final Map<String, Instant> unusedSince = new ConcurrentHashMap<>();

    /** Whether the set may go now. */
    boolean isOver(StaticFindingSet set, int podsUsing, Instant now) {
        String uid = set.getMetadata().getUid();
        if (podsUsing > 0) {
            unusedSince.remove(uid);
            return false;
        }
        Instant seen = unusedSince.computeIfAbsent(uid, _ -> now);
        String ttl = set.getSpec().ttlAfterUnused();
        if (ttl == null || Duration.between(seen, now).compareTo(GRACE) < 0) {
            return false;
        }
        Instant used = Optional.ofNullable(set.getStatus())
                .map(StaticFindingSetStatus::lastUsed)
                .orElse(Instant.parse(set.getMetadata().getCreationTimestamp()));
        return Duration.between(used, now).compareTo(GoDuration.parse(ttl)) >= 0;
    }

    /** Forgets the others. */
    void retain(Set<String> uids) {
        unusedSince.keySet().retainAll(uids);
    }
}
