package io.deadlockwatch.system;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a field of an object by its path, as {@code kubectl -o jsonpath} would. */
final class Fields {

    private Fields() {}

    /** The field as text; empty if any part of the path is missing. */
    static String text(GenericKubernetesResource object, String path) {
        Object value = value(object, path);
        return value == null ? "" : value.toString();
    }

    /** The field as a number; -1 if it is missing. */
    static int number(GenericKubernetesResource object, String path) {
        return value(object, path) instanceof Number number ? number.intValue() : -1;
    }

    /** The elements of a list of objects; none if it is missing. */
    @SuppressWarnings("unchecked") // JSON objects
    static List<Map<String, Object>> list(GenericKubernetesResource object, String path) {
        return value(object, path) instanceof List<?> list ? (List<Map<String, Object>>) list : List.of();
    }

    /** The condition of that type as {@code status: reason: message}; empty if it is missing. */
    static String condition(GenericKubernetesResource object, String type) {
        return list(object, "status.conditions").stream()
                .filter(condition -> type.equals(condition.get("type")))
                .map(condition ->
                        condition.get("status") + ": " + condition.get("reason") + ": " + condition.get("message"))
                .findFirst()
                .orElse("");
    }

    private static @Nullable Object value(GenericKubernetesResource object, String path) {
        Object value = object.getAdditionalProperties();
        for (String name : path.split("\\.", -1)) {
            value = value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return value;
    }
}
