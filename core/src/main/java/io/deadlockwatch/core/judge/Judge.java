package io.deadlockwatch.core.judge;

import io.deadlockwatch.core.findings.FindingIndex;
import io.deadlockwatch.core.identity.Frames;
import io.deadlockwatch.core.identity.Site;
import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.Stack;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says what to think of a blocked stack. A pure function of what was seen, what was predicted and what is asked.
 *
 * <p>Nothing is said of a stack that is not persistent: seen without a break for as long as the policy asks, never with no goroutine on it, in a target with at least
 * {@value #MIN_GOOD_SAMPLES} good samples, in a state that can last for ever. A persistent stack is <em>confirmed</em> if a static finding predicted it with enough
 * confidence, else <em>suspected</em> if it grows or has grown large. Persistence alone says little: idle pools wait for ever too.
 *
 * <p>A benign stack is never suspected; it is confirmed only by a finding in exactly its function.
 */
public final class Judge {

    /** Good samples below which no stack is persistent. */
    public static final int MIN_GOOD_SAMPLES = 3;

    /** A stack grows if it has this many goroutines more than it had at its smallest, and at least twice as many. */
    public static final int GROWTH = 10;

    /** A stack is large if it never had fewer goroutines than this. */
    public static final int MANY = 1_000;

    private final Matcher matcher = new Matcher();
    private final BenignCatalogue benign;

    public Judge(BenignCatalogue benign) {
        this.benign = benign;
    }

    /** A judge with the catalogue that comes with the engine. */
    public static Judge withBuiltInCatalogue() {
        return new Judge(BenignCatalogue.builtIn());
    }

    /** Judges a stack of which nothing but itself is known. */
    public Optional<Judgement> judge(Observation seen, FindingIndex findings, Policy policy) {
        return judge(seen, findings, policy, Surroundings.UNKNOWN);
    }

    /** Judges a stack; empty if there is nothing to be said against it. */
    public Optional<Judgement> judge(
            Observation seen, FindingIndex findings, Policy policy, Surroundings surroundings) {
        if (!isPersistent(seen, policy)) {
            return Optional.empty();
        }
        Optional<Assessment> best = matcher.assess(seen, findings, policy, surroundings);
        Optional<String> benignReason = benign.reason(seen.stack());
        boolean confirmed = best.isPresent()
                && best.get().confidence().total() >= policy.minConfidencePercent()
                && (benignReason.isEmpty() || best.get().isFullSymbolMatch());
        boolean growing = isGrowing(seen);
        if (!confirmed && (benignReason.isPresent() || !(growing || isLarge(seen)))) {
            return Optional.empty();
        }
        Set<Evidence> evidence = EnumSet.of(Evidence.PERSISTENT);
        if (growing) {
            evidence.add(Evidence.GROWING);
        }
        if (confirmed) {
            evidence.add(Evidence.STATIC_MATCH);
        }
        Stack stack = seen.stack();
        Frame where = Frames.innermost(stack.frames()).orElse(new Frame("", "", 0, 0));
        return Optional.of(new Judgement(
                confirmed ? Verdict.CONFIRMED : Verdict.SUSPECTED,
                evidence,
                Site.of(stack),
                where,
                best.map(Assessment::match),
                reasons(seen, where, policy, best, benignReason)));
    }

    private static boolean isPersistent(Observation seen, Policy policy) {
        return seen.stack().state().canBlockForEver()
                && seen.min() >= 1
                && seen.goodSamples() >= MIN_GOOD_SAMPLES
                && seen.blockedFor().compareTo(policy.blockedFor()) >= 0;
    }

    private static boolean isGrowing(Observation seen) {
        return seen.count() - seen.min() >= GROWTH && seen.count() / 2 >= seen.min();
    }

    private static boolean isLarge(Observation seen) {
        return seen.min() >= MANY;
    }

    private static List<String> reasons(
            Observation seen, Frame where, Policy policy, Optional<Assessment> best, Optional<String> benignReason) {
        List<String> reasons = new ArrayList<>();
        reasons.add(Words.goroutines(seen.count()) + " in "
                + seen.stack().state().words() + " at " + Words.place(where) + " for "
                + Words.duration(seen.blockedFor()) + ", never fewer than " + seen.min());
        if (isGrowing(seen)) {
            reasons.add("grown from " + seen.min() + " to " + seen.count());
        } else if (isLarge(seen)) {
            reasons.add("at no time fewer than " + MANY);
        }
        best.ifPresent(assessment -> {
            int total = assessment.confidence().total();
            boolean enough = total >= policy.minConfidencePercent();
            reasons.add("static finding " + assessment.finding().ruleId() + (enough ? " predicts it: " : " is near: ")
                    + assessment.finding().message());
            reasons.add(assessment.words() + (enough ? "" : ", too low to confirm: " + policy.minConfidencePercent()));
        });
        benignReason.ifPresent(reason -> reasons.add("usually benign (" + reason + "), but predicted here"));
        return reasons;
    }
}
