package io.deadlockwatch.cli.plugin;

import io.deadlockwatch.cli.cluster.Tree;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Where a pod serves pprof, by the rules of the operator: what the watch says, then the annotations that profilers use, then a container port named pprof, then 6060.
 *
 * @param port a number, or the name of a container port
 */
record PodPprof(String port, String path, String scheme) {

    private static final String ANNOTATION = "profiles.grafana.com/goroutine.";
    private static final String PROFILE = "/goroutine";
    private static final String NAMED = "pprof";
    private static final String USUAL_PORT = "6060";
    private static final String USUAL_PATH = "/debug/pprof";

    /**
     * Works it out.
     *
     * @param watch that selects the pod; missing if none does
     */
    static PodPprof of(Tree pod, Tree watch) {
        Tree target = watch.at("spec", "target");
        Map<String, Tree> annotations = pod.at("metadata", "annotations").members();
        String port = first(
                target.at("port").text(),
                annotation(annotations, "port"),
                annotation(annotations, "port_name"),
                named(pod).orElse(USUAL_PORT));
        String path = first(target.at("path").text(), index(annotation(annotations, "path")), USUAL_PATH);
        String scheme = first(target.at("scheme").text(), annotation(annotations, "scheme"), "http");
        return new PodPprof(port, path, scheme.toLowerCase(Locale.ROOT));
    }

    /** The same at another port; empty: at this one. */
    PodPprof at(String other) {
        return other.isEmpty() ? this : new PodPprof(other, path, scheme);
    }

    private static String first(String... texts) {
        return Stream.of(texts)
                .filter(Predicate.not(String::isEmpty))
                .findFirst()
                .orElse("");
    }

    private static String annotation(Map<String, Tree> annotations, String name) {
        return Optional.ofNullable(annotations.get(ANNOTATION + name))
                .map(Tree::text)
                .orElse("");
    }

    /** Annotations name the page, targets the index. */
    private static String index(String path) {
        return path.endsWith(PROFILE) ? path.substring(0, path.length() - PROFILE.length()) : path;
    }

    private static Optional<String> named(Tree pod) {
        return pod.at("spec", "containers").items().stream()
                .flatMap(container -> container.at("ports").items().stream())
                .filter(port -> port.at("name").text().equals(NAMED))
                .map(port -> port.at("containerPort").text())
                .findFirst();
    }
}
