package io.deadlockwatch.operator.fleet;

import io.deadlockwatch.operator.coverage.Coverage;
import io.deadlockwatch.operator.pods.Workload;
import java.util.List;

/**
 * A workload of a watch.
 *
 * @param revisions that have pods, newest first
 */
public record WorkloadView(Workload workload, List<RevisionView> revisions) {

    public WorkloadView {
        revisions = List.copyOf(revisions);
    }

    /** Over all revisions. */
    public Coverage coverage() {
        return revisions.stream().map(RevisionView::coverage).reduce(Coverage.NONE, Coverage::plus);
    }
}
