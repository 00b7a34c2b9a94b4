package io.deadlockwatch.operator.pods;

import io.fabric8.kubernetes.api.model.Pod;

/** Somebody else who wants to see pods as they come, and keeps what little they need. Called by the informers' threads. */
public interface PodSink {

    /** A pod as it is now. */
    void put(Pod pod);

    /** A pod that is gone. */
    void remove(String uid);
}
