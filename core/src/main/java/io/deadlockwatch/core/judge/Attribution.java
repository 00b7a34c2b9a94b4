package io.deadlockwatch.core.judge;

import io.deadlockwatch.core.findings.Finding;
import io.deadlockwatch.core.findings.FindingIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which findings of a set the stacks of a process bear out, and which they do not.
 *
 * <p>A stack counts for one finding, that which fits it best, however many fit: goroutines are not counted twice. A finding has all the stacks that it fits best,
 * however many: several calls lead to one line. A stack that was seen twice, in two snapshots, counts once, with the later number.
 *
 * @param borneOut findings with the stacks that stand where they say, in the set's order
 * @param unseen findings where no goroutine stands, in the set's order
 */
public record Attribution(List<BorneOut> borneOut, List<Finding> unseen) {

    /** Confidence in a high-risk finding whose path no goroutine took: that it was not seen in one process says little. */
    public static final int PREDICTED_FLOOR = 30;

    /**
     * A stack and the finding that fits it best.
     *
     * @param fingerprint of the stack
     * @param goroutines on it
     */
    public record Stood(String fingerprint, long goroutines, Match match) {}

    /**
     * A finding and its stacks.
     *
     * @param stacks most confident first, then most goroutines
     */
    public record BorneOut(Finding finding, List<Stood> stacks) {
        public BorneOut {
            stacks = List.copyOf(stacks);
        }

        /** On all its stacks. */
        public long goroutines() {
            return stacks.stream().mapToLong(Stood::goroutines).sum();
        }

        /** How it came to its stacks. */
        public String words() {
            int best = stacks.getFirst().match().percent();
            return stacks.size() == 1
                    ? Words.goroutines(goroutines()) + " on one stack, confidence " + best
                    : Words.goroutines(goroutines()) + " on " + stacks.size()
                            + " stacks, each of which it fits best; the highest confidence is " + best;
        }
    }

    /**
     * A place that is likely to block some day, and was not seen to.
     *
     * @param percent the confidence
     */
    public record Prediction(Finding finding, int percent, String words) {}

    private static final Comparator<Stood> CLEAREST_FIRST = Comparator.<Stood>comparingInt(
                    stood -> -stood.match().percent())
            .thenComparingLong(stood -> -stood.goroutines())
            .thenComparing(Stood::fingerprint);

    public Attribution {
        borneOut = List.copyOf(borneOut);
        unseen = List.copyOf(unseen);
    }

    /** Attributes stacks to the findings of a set, which their matches came from. */
    public static Attribution of(FindingIndex findings, List<Stood> stacks) {
        Map<String, Stood> once = new LinkedHashMap<>();
        for (Stood stood : stacks) {
            once.put(stood.fingerprint(), stood);
        }
        IdentityHashMap<Finding, List<Stood>> byFinding = new IdentityHashMap<>();
        for (Stood stood : once.values()) {
            byFinding
                    .computeIfAbsent(stood.match().finding(), finding -> new ArrayList<>())
                    .add(stood);
        }
        List<BorneOut> borneOut = new ArrayList<>();
        List<Finding> unseen = new ArrayList<>();
        for (Finding finding : findings.findings()) {
            List<Stood> its = byFinding.get(finding);
            if (its == null) {
                unseen.add(finding);
            } else {
                its.sort(CLEAREST_FIRST);
                borneOut.add(new BorneOut(finding, its));
            }
        }
        return new Attribution(borneOut, unseen);
    }

    /** High-risk findings that were not seen: those of level {@code error}. For people to read, never an incident. */
    public List<Prediction> predicted() {
        List<Prediction> predicted = new ArrayList<>();
        for (Finding finding : unseen) {
            if (finding.level().equals("error")) {
                predicted.add(new Prediction(
                        finding,
                        PREDICTED_FLOOR,
                        "predicted by " + finding.ruleId()
                                + " of level error; no goroutine was seen there, so the confidence is the floor of "
                                + PREDICTED_FLOOR));
            }
        }
        return predicted;
    }
}
