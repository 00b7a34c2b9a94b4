package io.deadlockwatch.core.protocol;

import java.util.List;
import java.util.Optional;

/**
 * Where the sampler stands on the ladder of snapshots. A sampler that does not know the ladder says nothing of it.
 *
 * @param intervalMillis time between two samples, stretched or not: the longest of late, or the mean since the window began if that is longer; 0: not told
 * @param wantsDump whether a dump would be taken now if the operator granted it
 * @param refusals snapshots not taken, by rung and reason; absolute, since the epoch began
 * @param forgottenStacks stacks that were gone and had to make room before the operator could be told, since the epoch began
 * @param ended what was last seen of the incarnation before this one; told until a report with it is accepted
 */
public record LadderStatus(
        long intervalMillis,
        boolean wantsDump,
        List<Refusal> refusals,
        SamplerCost cost,
        LeakSummary leak,
        long forgottenStacks,
        Optional<EndedIncarnation> ended) {

    /** Of a sampler that does not know the ladder. */
    public static final LadderStatus NONE =
            new LadderStatus(0, false, List.of(), SamplerCost.UNKNOWN, LeakSummary.NONE, 0, Optional.empty());

    public LadderStatus {
        refusals = List.copyOf(refusals);
    }
}
