package io.deadlockwatch.operator.incident;

/** Why an incident is over. */
public enum Resolution {
    /** The pods that had it are clear of it. */
    CLEARED,
    /** They were replaced, and their successors do not have it. */
    NOT_SEEN_IN_REVISION,
    /** Nobody could look for a day. */
    UNOBSERVABLE,
    /** People said that they know. */
    IGNORED
}
