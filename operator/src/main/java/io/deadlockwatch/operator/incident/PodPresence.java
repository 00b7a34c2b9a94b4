package io.deadlockwatch.operator.incident;

/** What is known of a pod that had an incident. */
public enum PodPresence {
    /** Deleted, or not running any more. */
    GONE,
    /** There, but not observed well enough to say that it is clear. */
    UNOBSERVED,
    OBSERVED
}
