package io.deadlockwatch.operator.ingest;

import io.deadlockwatch.crds.DeadlockWatchSpec.Mode;
import java.time.Duration;

/**
 * What an answer depends on beside the watch and the pod.
 *
 * @param sender how whoever asks reaches the pod: only a watch of that mode gives it a lease
 * @param grant for how long it is this pod's turn to be dumped
 * @param another whether the next dump is wanted soon after the last
 * @param trial whether the pod is of a revision that somebody wants a verdict on
 */
record Terms(Mode sender, Duration grant, boolean another, boolean trial) {

    /** Nothing beyond the watch's own word. */
    static Terms of(Mode sender) {
        return new Terms(sender, Duration.ZERO, false, false);
    }
}
