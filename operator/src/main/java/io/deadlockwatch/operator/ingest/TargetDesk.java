package io.deadlockwatch.operator.ingest;

import io.deadlockwatch.core.protocol.TargetList;
import java.util.List;

/** Tells a node's sampler which pods to look at. */
@FunctionalInterface
public interface TargetDesk {

    /** Nobody has any. */
    TargetDesk NONE = (node, version) -> new TargetList(List.of(), 0, 60_000);

    /**
     * The targets of one node.
     *
     * @param version of the sampler that asks
     */
    TargetList assign(String node, String version);
}
