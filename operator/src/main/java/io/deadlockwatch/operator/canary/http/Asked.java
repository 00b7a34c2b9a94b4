package io.deadlockwatch.operator.canary.http;

import io.deadlockwatch.operator.canary.CanaryVerdict;
import io.deadlockwatch.operator.canary.Lookup;

/** What became of a question. */
sealed interface Asked {

    record Judged(Lookup.Found found, CanaryVerdict verdict) implements Asked {}

    /** Nothing is known of what the question is about. */
    record Unknown(String why) implements Asked {}

    /** Nothing can be said for now, of anything. */
    record NotReady(String why) implements Asked {}
}
