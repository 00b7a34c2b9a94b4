package io.deadlockwatch.operator.canary;

import io.deadlockwatch.operator.fleet.PodView;
import io.deadlockwatch.operator.fleet.WorkloadView;
import io.deadlockwatch.operator.pods.Workload;
import java.util.List;

/**
 * A revision that the canary is compared with.
 *
 * @param pods none, if all of them are gone
 */
record Peer(Workload workload, String revision, List<PodView> pods) {

    static Peer of(WorkloadView workload, String revision) {
        return new Peer(
                workload.workload(),
                revision,
                workload.revisions().stream()
                        .filter(each -> each.revision().equals(revision))
                        .flatMap(each -> each.pods().stream())
                        .toList());
    }
}
