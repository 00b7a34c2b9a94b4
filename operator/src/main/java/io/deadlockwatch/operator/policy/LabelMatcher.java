package io.deadlockwatch.operator.policy;

import io.deadlockwatch.crds.Selector;
import io.deadlockwatch.crds.Selector.Requirement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A label selector, applied as Kubernetes does. */
public record LabelMatcher(Map<String, String> labels, List<Requirement> requirements) {

    public LabelMatcher {
        labels = Map.copyOf(labels);
        requirements = List.copyOf(requirements);
    }

    /**
     * The selector of a resource.
     *
     * @throws IllegalArgumentException if it lacks what the schema asks for
     */
    static LabelMatcher of(Selector selector) {
        Map<String, String> labels = selector.matchLabels() == null ? Map.of() : selector.matchLabels();
        List<Requirement> requirements = selector.matchExpressions() == null ? List.of() : selector.matchExpressions();
        if (labels.values().stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("a label of matchLabels has no value");
        }
        if (requirements.stream().anyMatch(LabelMatcher::lacksSomething)) {
            throw new IllegalArgumentException("an entry of matchExpressions has no key or no operator");
        }
        return new LabelMatcher(labels, requirements);
    }

    private static boolean lacksSomething(@Nullable Requirement requirement) {
        return requirement == null || requirement.key() == null || requirement.operator() == null;
    }

    /** Whether an object with these labels is selected. */
    public boolean matches(Map<String, String> actual) {
        return labels.entrySet().stream().allMatch(label -> label.getValue().equals(actual.get(label.getKey())))
                && requirements.stream().allMatch(requirement -> holds(requirement, actual.get(requirement.key())));
    }

    private static boolean holds(Requirement requirement, @Nullable String value) {
        List<String> values = requirement.values() == null ? List.of() : requirement.values();
        return switch (requirement.operator()) {
            case IN -> value != null && values.contains(value);
            case NOT_IN -> value == null || !values.contains(value);
            case EXISTS -> value != null;
            case DOES_NOT_EXIST -> value == null;
        };
    }
}
