package io.deadlockwatch.system;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a fault must not change: the incidents, which are neither lost nor doubled nor made anew, and the pods of the workloads, which run on as they are.
 *
 * @param incidents by name
 * @param pods by uid
 */
record Picture(Map<String, Incident> incidents, Map<String, Workload> pods) {

    /** What is lasting of an incident; counts and times are not. */
    record Incident(String uid, String site, String state, String verdict, int episodes) {}

    /** A pod of a workload, without its sampler. */
    record Workload(String name, boolean ready, int restarts) {}

    static Picture of(List<GenericKubernetesResource> incidents, List<Pod> pods) {
        return new Picture(
                incidents.stream()
                        .collect(Collectors.toMap(one -> one.getMetadata().getName(), Picture::incident)),
                pods.stream().collect(Collectors.toMap(pod -> pod.getMetadata().getUid(), Picture::workload)));
    }

    private static Incident incident(GenericKubernetesResource incident) {
        return new Incident(
                incident.getMetadata().getUid(),
                Fields.text(incident, "spec.site"),
                Fields.text(incident, "status.state"),
                Fields.text(incident, "status.verdict"),
                Fields.number(incident, "status.episodes"));
    }

    private static Workload workload(Pod pod) {
        return new Workload(
                pod.getMetadata().getName(),
                pod.getStatus().getConditions().stream()
                        .anyMatch(condition ->
                                "Ready".equals(condition.getType()) && "True".equals(condition.getStatus())),
                Shop.restarts(pod));
    }
}
