package io.deadlockwatch.operator.injection;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Instant;

/** Injected pods as a kubelet reports them. */
final class InjectedPods {

    static final String IMAGE = "registry.example/sampler:2";

    private InjectedPods() {}

    static ContainerState waiting(String reason) {
        return new ContainerStateBuilder()
                .withNewWaiting()
                .withReason(reason)
                .endWaiting()
                .build();
    }

    static ContainerState running(Instant since) {
        return new ContainerStateBuilder()
                .withNewRunning()
                .withStartedAt(since.toString())
                .endRunning()
                .build();
    }

    static ContainerState ended(String reason) {
        return new ContainerStateBuilder()
                .withNewTerminated()
                .withReason(reason)
                .withExitCode(1)
                .endTerminated()
                .build();
    }

    /** A pod of which nothing runs but perhaps its sampler. */
    static Pod pending(String name, ContainerState sampler) {
        return pod(name, "Pending", false, sampler);
    }

    static Pod pod(String name, String phase, boolean initialized, ContainerState sampler) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace("shop")
                .withName(name)
                .withUid("uid-" + name)
                .endMetadata()
                .withNewSpec()
                .addNewInitContainer()
                .withName("migrate")
                .withImage("migrate:1")
                .endInitContainer()
                .addNewInitContainer()
                .withName("deadlockwatch-sampler")
                .withImage(IMAGE)
                .endInitContainer()
                .endSpec()
                .withNewStatus()
                .withPhase(phase)
                .addNewCondition()
                .withType("Initialized")
                .withStatus(initialized ? "True" : "False")
                .endCondition()
                .addNewInitContainerStatus()
                .withName("migrate")
                .withState(ended("Completed"))
                .endInitContainerStatus()
                .addNewInitContainerStatus()
                .withName("deadlockwatch-sampler")
                .withState(sampler)
                .endInitContainerStatus()
                .endStatus()
                .build();
    }
}
