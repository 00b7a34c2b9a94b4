package io.deadlockwatch.operator.canary;

import io.deadlockwatch.operator.fleet.PodView;
import java.util.List;

/**
 * A revision, or several that count as one.
 *
 * @param revision its name; of several, the newest
 * @param findings whether there are static findings of exactly this build
 * @param pods that are matched
 */
public record RevisionRecords(String revision, boolean findings, List<PodView> pods) {

    public RevisionRecords {
        pods = List.copyOf(pods);
    }

    /** Those that could be observed. */
    List<PodView> expected() {
        return pods.stream().filter(pod -> pod.state().isExpected()).toList();
    }

    /** Those that are. */
    List<PodView> observed() {
        return pods.stream().filter(PodView::isObserved).toList();
    }
}
