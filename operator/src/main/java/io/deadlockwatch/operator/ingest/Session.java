package io.deadlockwatch.operator.ingest;

import io.deadlockwatch.core.protocol.LadderStatus;
import io.deadlockwatch.core.protocol.PodRef;
import io.deadlockwatch.core.protocol.SnapshotTally;
import io.deadlockwatch.core.protocol.TargetStatus;
import io.deadlockwatch.core.protocol.Window;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a sampler has told of its pod, after its last accepted report. Immutable: a refused report changes nothing because there is nothing to change.
 *
 * @param previousEpoch the one before; a straggler of it is known as such. Empty if there is none
 * @param receivedAt of the report with {@code seq}
 * @param gapRaisedAt when {@code window.longestGapMillis} was last seen to rise: how long ago a hole was
 * @param dropRaisedAt the same of {@code window.droppedStacks}
 * @param stacks what was told of each; those with count 0 are gone, and kept because their text will not be told again
 * @param ladder costs and refusals of the dearer snapshots
 * @param ended told by the last report; empty if it told of none
 */
public record Session(
        PodRef pod,
        String epoch,
        String previousEpoch,
        long seq,
        String sampler,
        TargetStatus target,
        Window window,
        Instant receivedAt,
        Instant gapRaisedAt,
        Instant dropRaisedAt,
        List<SnapshotTally> tallies,
        StackTable stacks,
        LadderStatus ladder,
        Optional<EndedTarget> ended) {

    public Session {
        tallies = List.copyOf(tallies);
    }

    /** Of a sampler that does not know the ladder. */
    public Session(
            PodRef pod,
            String epoch,
            String previousEpoch,
            long seq,
            String sampler,
            TargetStatus target,
            Window window,
            Instant receivedAt,
            Instant gapRaisedAt,
            Instant dropRaisedAt,
            List<SnapshotTally> tallies,
            StackTable stacks) {
        this(
                pod,
                epoch,
                previousEpoch,
                seq,
                sampler,
                target,
                window,
                receivedAt,
                gapRaisedAt,
                dropRaisedAt,
                tallies,
                stacks,
                LadderStatus.NONE,
                Optional.empty());
    }
}
