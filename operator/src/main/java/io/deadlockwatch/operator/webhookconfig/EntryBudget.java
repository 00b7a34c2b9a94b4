package io.deadlockwatch.operator.webhookconfig;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhook;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which entries fit into the one webhook configuration that all namespaces share. etcd takes no object above 1.5 MiB, and a configuration that is refused would stop injection for
 * everybody: so namespaces take turns, an entry each, and one with very many watches, or very long selectors, is left with those it has when there is no more room.
 */
final class EntryBudget {

    /** Of an entry, beside its selector, path and CA. */
    private static final int FRAME = 1_536;

    /** Of all entries, well below etcd's bound. */
    private static final long MAX_BYTES = 1_200_000;

    private final long maxBytes;

    EntryBudget() {
        this(MAX_BYTES);
    }

    EntryBudget(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * What fits.
     *
     * @param leftOut how many entries of a namespace do not; without the namespaces of which all do
     */
    record Fitting(List<MutatingWebhook> entries, Map<String, Integer> leftOut) {}

    /**
     * Those that fit, in their order.
     *
     * @param byNamespace the entries of each namespace, in the order in which they are wanted
     */
    Fitting fitting(Map<String, List<MutatingWebhook>> byNamespace) {
        Map<String, Integer> taken = new LinkedHashMap<>();
        long bytes = 0;
        boolean more = true;
        for (int turn = 0; more; turn++) {
            more = false;
            for (Map.Entry<String, List<MutatingWebhook>> namespace : byNamespace.entrySet()) {
                List<MutatingWebhook> wanted = namespace.getValue();
                if (turn < wanted.size() && taken.getOrDefault(namespace.getKey(), 0) == turn) {
                    long size = bytes(wanted.get(turn));
                    if (bytes + size <= maxBytes) {
                        bytes += size;
                        taken.put(namespace.getKey(), turn + 1);
                        more = true;
                    }
                }
            }
        }
        List<MutatingWebhook> fitting = new ArrayList<>();
        Map<String, Integer> leftOut = new LinkedHashMap<>();
        byNamespace.forEach((namespace, wanted) -> {
            int some = taken.getOrDefault(namespace, 0);
            fitting.addAll(wanted.subList(0, some));
            if (some < wanted.size()) {
                leftOut.put(namespace, wanted.size() - some);
            }
        });
        return new Fitting(List.copyOf(fitting), Map.copyOf(leftOut));
    }

    /** About as many as it takes in JSON, and again in the record of who manages its fields. */
    private static long bytes(MutatingWebhook entry) {
        LabelSelector selector = entry.getObjectSelector();
        long keys = selector.getMatchLabels().entrySet().stream()
                .mapToLong(
                        label -> 2L * label.getKey().length() + label.getValue().length() + 40)
                .sum();
        long expressions = selector.getMatchExpressions().stream()
                .mapToLong(EntryBudget::bytes)
                .sum();
        long ca = Objects.requireNonNullElse(entry.getClientConfig().getCaBundle(), "")
                .length();
        return FRAME + ca + 2L * entry.getName().length() + keys + expressions;
    }

    private static long bytes(LabelSelectorRequirement requirement) {
        return 80L
                + requirement.getKey().length()
                + requirement.getValues().stream()
                        .mapToLong(value -> value.length() + 3L)
                        .sum();
    }
}
