package io.deadlockwatch.operator.injection;

import io.deadlockwatch.operator.policy.WatchPolicy;

/** Tells those concerned, where they look. */
public interface InjectionEvents {

    /** That new pods of a watch start without a sampler. */
    void suspended(WatchPolicy watch, Suspension suspension);

    /** That they get one again. */
    void resumed(WatchPolicy watch);

    /** That a pod's sampler was replaced. */
    void rescued(StuckPod pod, String image);
}
