package io.deadlockwatch.operator.fleet;

import io.deadlockwatch.operator.coverage.Coverage;
import io.deadlockwatch.operator.policy.WatchPolicy;
import java.util.List;
import java.util.Optional;

/**
 * A watch and its pods.
 *
 * @param workloads in a fixed order
 * @param gaps most pods first
 * @param lost pods that it selects and that belong to an older watch
 * @param lostTo such a watch
 * @param outdated pods with a sampler of another version than the operator's
 */
public record WatchView(
        WatchPolicy watch,
        List<WorkloadView> workloads,
        List<GapView> gaps,
        int lost,
        Optional<String> lostTo,
        int outdated) {

    public WatchView {
        workloads = List.copyOf(workloads);
        gaps = List.copyOf(gaps);
    }

    /** Over all workloads. */
    public Coverage coverage() {
        return workloads.stream().map(WorkloadView::coverage).reduce(Coverage.NONE, Coverage::plus);
    }
}
