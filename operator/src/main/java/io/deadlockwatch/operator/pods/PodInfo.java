package io.deadlockwatch.operator.pods;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is kept of a pod.
 *
 * @param annotations only those that mean something to DeadlockWatch
 * @param revision of its workload's pod template; the pod's own name if nothing tells revisions apart
 * @param primary whether it is of the copy that Flagger keeps beside the workload, and compares canaries with
 * @param running phase Running and not being deleted
 * @param sampler image of the injected sampler; empty if there is none
 * @param containers without init containers
 * @param placement where it runs
 */
public record PodInfo(
        String namespace,
        String name,
        String uid,
        Map<String, String> labels,
        Map<String, String> annotations,
        String serviceAccount,
        Workload workload,
        String revision,
        boolean primary,
        boolean running,
        boolean hostNetwork,
        boolean windows,
        Optional<String> sampler,
        List<ContainerInfo> containers,
        Placement placement) {

    /** A pod of which nobody needs to know where it runs. */
    public PodInfo(
            String namespace,
            String name,
            String uid,
            Map<String, String> labels,
            Map<String, String> annotations,
            String serviceAccount,
            Workload workload,
            String revision,
            boolean primary,
            boolean running,
            boolean hostNetwork,
            boolean windows,
            Optional<String> sampler,
            List<ContainerInfo> containers) {
        this(
                namespace,
                name,
                uid,
                labels,
                annotations,
                serviceAccount,
                workload,
                revision,
                primary,
                running,
                hostNetwork,
                windows,
                sampler,
                containers,
                Placement.NONE);
    }

    public PodInfo {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
        containers = List.copyOf(containers);
    }

    /** The container that serves pprof: the named one, else the first. */
    public Optional<ContainerInfo> target(Optional<String> name) {
        return containers.stream()
                .filter(container -> name.isEmpty() || container.name().equals(name.get()))
                .findFirst();
    }
}
