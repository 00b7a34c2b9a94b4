package io.deadlockwatch.operator.injection;

import io.deadlockwatch.operator.injection.SamplerStart.Down;
import io.deadlockwatch.operator.injection.SamplerStart.Fine;
import io.deadlockwatch.operator.injection.SamplerStart.Holding;
import io.deadlockwatch.operator.injection.SamplerStart.State;
import io.deadlockwatch.operator.pods.PodNames;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Reads how far a sampler has come out of its pod's status. */
final class SamplerStartReader {

    /** Words of the kubelet for a container that waits for its turn; every other one says that something is wrong. */
    private static final Set<String> HARMLESS = Set.of("", "PodInitializing", "ContainerCreating");

    private static final Set<String> OVER = Set.of("Succeeded", "Failed");

    /** What a pod's status says of its sampler; empty if the pod has none, is over or is about to be. */
    Optional<SamplerStart> read(Pod pod) {
        PodStatus status = pod.getStatus();
        if (status == null
                || pod.getMetadata().getDeletionTimestamp() != null
                || OVER.contains(Objects.requireNonNullElse(status.getPhase(), ""))) {
            return Optional.empty();
        }
        Optional<Container> sampler = pod.getSpec().getInitContainers().stream()
                .filter(container -> container.getName().equals(PodNames.SAMPLER_CONTAINER))
                .findFirst();
        return sampler.map(container -> new SamplerStart(
                pod.getMetadata().getNamespace(),
                pod.getMetadata().getName(),
                pod.getMetadata().getUid(),
                Objects.requireNonNullElse(container.getImage(), ""),
                "Pending".equals(status.getPhase()),
                state(pod)));
    }

    private static State state(Pod pod) {
        List<ContainerStatus> all = pod.getStatus().getInitContainerStatuses();
        int index = 0;
        while (index < all.size() && !all.get(index).getName().equals(PodNames.SAMPLER_CONTAINER)) {
            index++;
        }
        if (index == all.size() || all.get(index).getState() == null) {
            return new Fine();
        }
        ContainerState sampler = all.get(index).getState();
        if (sampler.getWaiting() != null) {
            String reason = Objects.requireNonNullElse(sampler.getWaiting().getReason(), "");
            return HARMLESS.contains(reason) ? new Fine() : new Down(reason);
        }
        if (sampler.getTerminated() != null) {
            return new Down(Objects.requireNonNullElse(sampler.getTerminated().getReason(), "Terminated"));
        }
        boolean nothingAfterIt = all.subList(index + 1, all.size()).stream().noneMatch(SamplerStartReader::hasBegun);
        return nothingAfterIt && !isInitialized(pod)
                ? startedAt(sampler).<State>map(Holding::new).orElseGet(Fine::new)
                : new Fine();
    }

    private static boolean hasBegun(ContainerStatus status) {
        return status.getState() != null
                && (status.getState().getRunning() != null || status.getState().getTerminated() != null);
    }

    /** Not the same as "the application runs": its image may take minutes to be pulled, and that is not the sampler's doing. */
    private static boolean isInitialized(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Initialized")
                        && condition.getStatus().equals("True"));
    }

    private static Optional<Instant> startedAt(ContainerState state) {
        if (state.getRunning() == null || state.getRunning().getStartedAt() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(state.getRunning().getStartedAt()));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
