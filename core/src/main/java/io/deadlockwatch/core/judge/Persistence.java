package io.deadlockwatch.core.judge;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether goroutines have been blocked on a stack for as long as the policy asks. Each of four things says so:
 *
 * <ul>
 *   <li>samples: the stack was there all the time by our own clock, in every one of at least {@value Judge#MIN_GOOD_SAMPLES} good samples. Which goroutines stood
 *       there a sample cannot tell
 *   <li>a printed wait of a {@code debug=2} dump: one goroutine was blocked all the time, in one wait
 *   <li>a goroutine that stands there in two dumps, so far apart
 *   <li>at least {@value #MIN_PROCESSES} processes that stood there, one after the other: a probe that ends a process ends every wait in it, so none is ever long
 * </ul>
 *
 * @param bySamples the first of them
 * @param byPrintedWait the second
 * @param byIds the third
 * @param byProcesses the fourth
 */
record Persistence(boolean bySamples, boolean byPrintedWait, boolean byIds, boolean byProcesses) {

    /** Processes in which a stack was seen that make it persistent. */
    static final int MIN_PROCESSES = 2;

    static Persistence of(Observation seen, Policy policy) {
        if (!seen.stack().state().canBlockForEver()) {
            return new Persistence(false, false, false, false);
        }
        Dumps dumps = seen.dumps();
        return new Persistence(
                seen.min() >= 1
                        && seen.goodSamples() >= Judge.MIN_GOOD_SAMPLES
                        && seen.blockedFor().compareTo(policy.blockedFor()) >= 0,
                dumps.longestWait().isPositive() && dumps.longestWait().compareTo(policy.blockedFor()) >= 0,
                dumps.stayed() >= 1 && dumps.apart().compareTo(policy.blockedFor()) >= 0,
                seen.processes() >= MIN_PROCESSES);
    }

    boolean holds() {
        return bySamples || byPrintedWait || byIds || byProcesses;
    }

    /** What dumps say of it; how long samples have seen a stack is said with the stack itself. */
    List<String> words(Observation seen) {
        List<String> words = new ArrayList<>();
        if (byPrintedWait) {
            words.add("one of them has waited for "
                    + Words.duration(seen.dumps().longestWait()) + " or longer without a break");
        }
        if (byIds) {
            words.add(Words.goroutines(seen.dumps().stayed()) + " stood there in both of two dumps, "
                    + Words.duration(seen.dumps().apart()) + " apart");
        }
        if (byProcesses) {
            words.add(
                    "seen in " + seen.processes()
                            + " processes, one after the other: each was ended while goroutines stood there, or they stand there now");
        }
        return words;
    }
}
