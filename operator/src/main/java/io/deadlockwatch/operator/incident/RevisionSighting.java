package io.deadlockwatch.operator.incident;

import io.deadlockwatch.core.judge.Verdict;
import java.time.Instant;

/**
 * That pods of a revision had an incident; outlives the pods.
 *
 * @param verdict the strongest in any of them
 * @param lastSeen when one of them last had it
 */
public record RevisionSighting(String revision, Verdict verdict, Instant lastSeen) {

    /** The same revision, seen again. */
    RevisionSighting again(Verdict other, Instant now) {
        return new RevisionSighting(revision, other.compareTo(verdict) > 0 ? other : verdict, now);
    }
}
