package io.deadlockwatch.core.protocol;

import java.util.List;

/**
 * What one target looks like now; every number is absolute. Field by field: {@code docs/reference/report-protocol.md}.
 *
 * @param epoch 16 hex digits, random at sampler start
 * @param seq from 1, rising within the epoch
 * @param base 0 for a full report, else the last acknowledged {@code seq} this one builds on
 * @param sampler version of the sampler
 * @param ladder costs and refusals of the dearer snapshots
 * @param grownMillis by how much longer than in the report that this one builds on each stack has been blocked that is there and has no entry; nothing else of it changed
 */
public record Report(
        PodRef pod,
        String epoch,
        long seq,
        long base,
        String sampler,
        TargetStatus target,
        Window window,
        List<SnapshotTally> snapshots,
        List<StackEntry> entries,
        List<StackText> stacks,
        LadderStatus ladder,
        long grownMillis) {

    /** Version of the wire format that this code writes. */
    public static final int SCHEMA = 1;

    public Report {
        snapshots = List.copyOf(snapshots);
        entries = List.copyOf(entries);
        stacks = List.copyOf(stacks);
    }

    /** Of a sampler that does not know the ladder, and gives the age of each stack by itself. */
    public Report(
            PodRef pod,
            String epoch,
            long seq,
            long base,
            String sampler,
            TargetStatus target,
            Window window,
            List<SnapshotTally> snapshots,
            List<StackEntry> entries,
            List<StackText> stacks) {
        this(pod, epoch, seq, base, sampler, target, window, snapshots, entries, stacks, LadderStatus.NONE, 0);
    }

    public boolean isFull() {
        return base == 0;
    }
}
