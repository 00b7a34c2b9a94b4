package io.deadlockwatch.sampler.remote;

import io.deadlockwatch.core.protocol.NodeTarget;
import io.deadlockwatch.sampler.loop.Task;

/** Makes what looks after one target. */
public interface TargetTasks {

    /**
     * A task for a target that is new.
     *
     * @throws IllegalArgumentException in one sentence, if this can be no target
     */
    Task create(NodeTarget target);

    /** There are so many targets from now on. */
    void count(int targets);
}
