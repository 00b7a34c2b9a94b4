package io.deadlockwatch.system;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What is below the API on the local cluster: its programs and the processes of its containers, to be ended or halted at any moment. */
final class Machine {

    private final Cluster cluster;

    Machine(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Ends programs of the control plane or the node, without a warning. */
    void kill(String... programs) {
        program("kill", programs);
    }

    void start(String... programs) {
        program("start", programs);
    }

    /** Halts programs: their connections stay, and nothing answers. */
    void freeze(String... programs) {
        program("freeze", programs);
    }

    void thaw(String... programs) {
        program("thaw", programs);
    }

    private void program(String verb, String... programs) {
        List<String> command = new ArrayList<>(List.of(cluster.file("test-cluster/program.sh"), "full", verb));
        command.addAll(List.of(programs));
        cluster.run(command.toArray(String[]::new));
    }

    /** Copies all objects as they are now. */
    void save(Path folder) {
        cluster.run(cluster.file("test-cluster/backup.sh"), "full", "save", folder.toString());
    }

    /** Makes all objects what they were when they were copied. */
    void restore(Path folder) {
        cluster.run(cluster.file("test-cluster/backup.sh"), "full", "restore", folder.toString());
    }

    /** Sends a signal such as {@code SIGKILL} to the first process of a container. */
    void signal(Pod pod, String container, String signal) {
        String id = Stream.concat(
                        pod.getStatus().getInitContainerStatuses().stream(),
                        pod.getStatus().getContainerStatuses().stream())
                .filter(status -> status.getName().equals(container))
                .map(ContainerStatus::getContainerID)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "%s has no container %s".formatted(pod.getMetadata().getName(), container)));
        cluster.run(cluster.file("test-cluster/signal.sh"), signal, id.replaceFirst("^.*://", ""));
    }
}
