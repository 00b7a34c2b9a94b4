package io.deadlockwatch.operator.admission;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/** The parts of a pod that matter for injection, out of the JSON that the API server sends. */
record PodView(JsonNode pod) {

    boolean hasInitContainers() {
        return !spec().path("initContainers").isEmpty();
    }

    boolean hasVolumes() {
        return !spec().path("volumes").isEmpty();
    }

    boolean hasAnnotations() {
        return pod.path("metadata").path("annotations").isObject();
    }

    boolean hasInitContainer(String name) {
        return named(spec().path("initContainers"), name);
    }

    boolean hasContainer(String name) {
        return named(spec().path("containers"), name);
    }

    boolean hasVolume(String name) {
        return named(spec().path("volumes"), name);
    }

    String annotation(String name) {
        return pod.path("metadata").path("annotations").path(name).asText("");
    }

    boolean usesHostNetwork() {
        return spec().path("hostNetwork").asBoolean(false);
    }

    boolean isWindows() {
        return "windows".equals(spec().path("os").path("name").asText())
                || "windows"
                        .equals(spec().path("nodeSelector")
                                .path("kubernetes.io/os")
                                .asText());
    }

    List<JsonNode> containers() {
        return StreamSupport.stream(spec().path("containers").spliterator(), false)
                .toList();
    }

    List<JsonNode> initContainers() {
        return StreamSupport.stream(spec().path("initContainers").spliterator(), false)
                .toList();
    }

    private JsonNode spec() {
        return pod.path("spec");
    }

    private static boolean named(JsonNode list, String name) {
        return StreamSupport.stream(list.spliterator(), false)
                .anyMatch(item -> name.equals(item.path("name").asText()));
    }
}
