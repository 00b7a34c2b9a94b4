package io.deadlockwatch.operator.policy;

import io.deadlockwatch.core.findings.FindingIndex;
import java.util.Optional;

/**
 * The findings used for a pod.
 *
 * @param source empty: there are none
 * @param sameBuild whether they are about the pod's build; others may name lines that have moved, so they never confirm
 */
public record FindingChoice(Optional<FindingSource> source, boolean sameBuild) {

    public static final FindingChoice NONE = new FindingChoice(Optional.empty(), false);

    /** Highest confidence that findings of another build can give, in percent. */
    public static final int OTHER_BUILD_CAP = 69;

    public FindingIndex index() {
        return source.map(FindingSource::index).orElse(FindingIndex.EMPTY);
    }

    /** How a status shows it. */
    public String title() {
        return source.map(set -> sameBuild ? set.name() : set.name() + " (not for this version)")
                .orElse("");
    }
}
