package io.deadlockwatch.cli.plugin;

import io.deadlockwatch.cli.cluster.Tree;
import java.util.List;
import java.util.Map;

/** A watch's selector, held against the labels of a pod. */
record LabelSelector(Tree selector) {

    boolean matches(Map<String, Tree> labels) {
        return selector.at("matchLabels").members().entrySet().stream()
                        .allMatch(wanted -> value(labels, wanted.getKey())
                                        .equals(wanted.getValue().text())
                                && labels.containsKey(wanted.getKey()))
                && selector.at("matchExpressions").items().stream().allMatch(one -> holds(one, labels));
    }

    private static boolean holds(Tree requirement, Map<String, Tree> labels) {
        String key = requirement.at("key").text();
        List<String> values =
                requirement.at("values").items().stream().map(Tree::text).toList();
        boolean there = labels.containsKey(key);
        return switch (requirement.at("operator").text()) {
            case "In" -> there && values.contains(value(labels, key));
            case "NotIn" -> !there || !values.contains(value(labels, key));
            case "Exists" -> there;
            case "DoesNotExist" -> !there;
            default -> false;
        };
    }

    private static String value(Map<String, Tree> labels, String key) {
        Tree label = labels.get(key);
        return label == null ? "" : label.text();
    }
}
