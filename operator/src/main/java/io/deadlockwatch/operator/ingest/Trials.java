package io.deadlockwatch.operator.ingest;

import io.deadlockwatch.operator.pods.PodInfo;

/** Which pods are of a revision that somebody wants a verdict on, and so are looked at more closely. */
@FunctionalInterface
public interface Trials {

    /** Nobody asks. */
    Trials NONE = _ -> false;

    boolean isOnTrial(PodInfo pod);
}
