package io.deadlockwatch.operator.policy;

import io.deadlockwatch.operator.pods.PodInfo;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All watches and findings at one moment; immutable, so that one report is judged by one state of affairs. */
public final class PolicySnapshot {

    public static final PolicySnapshot EMPTY = new PolicySnapshot(List.of(), List.of());

    private final Map<String, List<WatchPolicy>> watchesOldestFirst;
    private final Map<String, List<FindingSource>> setsNewestFirst;

    PolicySnapshot(Collection<WatchPolicy> watches, Collection<FindingSource> sets) {
        this.watchesOldestFirst = byNamespace(watches, WatchPolicy::namespace, WatchPolicy.OLDEST_FIRST);
        this.setsNewestFirst = byNamespace(sets, FindingSource::namespace, FindingSource.NEWEST_FIRST);
    }

    private static <T> Map<String, List<T>> byNamespace(
            Collection<T> items, Function<T, String> namespace, Comparator<T> order) {
        return items.stream()
                .sorted(order)
                .collect(Collectors.groupingBy(namespace, HashMap::new, Collectors.toUnmodifiableList()));
    }

    /** The watch a pod belongs to: the oldest of those that select it. */
    public Optional<WatchPolicy> watchFor(PodInfo pod) {
        return selecting(pod).stream().findFirst();
    }

    /** Every watch that selects a pod, oldest first. */
    public List<WatchPolicy> selecting(PodInfo pod) {
        return watchesOldestFirst.getOrDefault(pod.namespace(), List.of()).stream()
                .filter(watch -> watch.selects(pod.labels()))
                .toList();
    }

    /** The findings used for a pod of a watch. */
    public FindingChoice findingsFor(WatchPolicy watch, PodInfo pod) {
        return FindingChooser.choose(
                setsNewestFirst.getOrDefault(pod.namespace(), List.of()),
                pod,
                pod.target(watch.target().container()));
    }

    /** All watches, in a fixed order. */
    public List<WatchPolicy> watches() {
        return watchesOldestFirst.values().stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparing(WatchPolicy::namespace).thenComparing(WatchPolicy::name))
                .toList();
    }
}
