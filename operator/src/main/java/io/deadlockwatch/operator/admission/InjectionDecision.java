package io.deadlockwatch.operator.admission;

import io.deadlockwatch.operator.pods.PodNames;
import java.util.Optional;

/** Whether a pod gets a sampler. The first reason against it counts; what people ask for comes before what is impossible. */
final class InjectionDecision {

    private InjectionDecision() {}

    static Admission of(PodView pod, Optional<SamplerRoom> room) {
        if (pod.hasInitContainer(PodNames.SAMPLER_CONTAINER)) {
            return Admission.ALREADY_INJECTED;
        }
        if ("false".equals(pod.annotation(PodNames.INJECT))) {
            return Admission.OPTED_OUT;
        }
        if (pod.usesHostNetwork()) {
            return Admission.HOST_NETWORK;
        }
        if (pod.isWindows()) {
            return Admission.WINDOWS;
        }
        if (pod.hasContainer(PodNames.SAMPLER_CONTAINER) || pod.hasVolume(PodNames.TOKEN_VOLUME)) {
            return Admission.NAME_TAKEN;
        }
        if (room.isPresent() && !room.get().isAllowed()) {
            return Admission.LIMIT_RANGE;
        }
        if (room.isPresent() && !room.get().fits(new PodDemand(pod))) {
            return Admission.QUOTA;
        }
        return Admission.INJECT;
    }
}
