package io.deadlockwatch.core.judge;

import io.deadlockwatch.core.findings.Finding;
import java.util.List;

/**
 * The finding that fits a stack best, and how well.
 *
 * @param confidence what agrees
 * @param capPercent the most that findings of this set can reach; 100 if they are for this version
 * @param others findings that fit too, but less, best first; at most {@value #MAX_OTHERS}
 */
public record Match(Finding finding, Confidence confidence, int capPercent, List<Other> others) {

    /** Most confidence that findings of another version can give. */
    public static final int OTHER_VERSION_CAP = 69;

    /** Other findings that are named. */
    public static final int MAX_OTHERS = 3;

    /**
     * A finding that fits too.
     *
     * @param percent its confidence
     */
    public record Other(Finding finding, int percent) {}

    public Match {
        others = List.copyOf(others);
    }

    /** The only finding that fits, of this version. */
    public Match(Finding finding, Confidence confidence) {
        this(finding, confidence, 100, List.of());
    }

    /** The confidence, at most the cap. */
    public int percent() {
        return Math.min(confidence.total(), capPercent);
    }
}
