package io.deadlockwatch.sampler.remote;

import io.deadlockwatch.core.protocol.PodRef;
import io.deadlockwatch.sampler.log.EventLog;

/** The log of one target among many: says whose it is, and leaves to others what concerns all of them, as that the operator is away. */
record TargetLog(PodRef pod, EventLog log) implements EventLog {

    @Override
    public void event(String event, String state, String detail) {
        boolean everybodys = event.equals("operator") && (state.equals("connected") || state.equals("unreachable"));
        if (!everybodys) {
            log.event(event, state, pod.namespace() + "/" + pod.name() + (detail.isEmpty() ? "" : ": " + detail));
        }
    }
}
