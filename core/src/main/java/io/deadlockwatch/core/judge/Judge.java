package io.deadlockwatch.core.judge;

import io.deadlockwatch.core.findings.FindingIndex;
import io.deadlockwatch.core.identity.FunctionNames;
import io.deadlockwatch.core.identity.NamedStack;
import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.Stack;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says what to think of a blocked stack. A function of what was seen, what was predicted and what is asked; it remembers nothing but names. Safe for many threads.
 *
 * <p>A stack is <em>proven</em> if nothing can wake its goroutines ({@link Unreachability}), or if somebody found a cycle; that needs no time. Else nothing is said of
 * it unless it is persistent ({@link Persistence}). A persistent stack is <em>confirmed</em> if a static finding predicted it with enough confidence, else
 * <em>suspected</em> if there is more against it than that ({@link Suspicion}).
 *
 * <p>A benign stack is never suspected; it is confirmed only by a finding in exactly its function. {@code docs/reference/judging.md} has all of it in tables.
 */
public final class Judge {

    /** Good samples below which no stack is persistent by samples. */
    public static final int MIN_GOOD_SAMPLES = 3;

    /** The usual growth: {@link Policy#growth}. */
    public static final int GROWTH = 10;

    /** What is usually called many: {@link Policy#many}. */
    public static final int MANY = 1_000;

    private final FunctionNames names;
    private final Matcher matcher;
    private final BenignCatalogue benign;

    public Judge(BenignCatalogue benign) {
        this(benign, new FunctionNames());
    }

    /** A judge that shares what it knows of names with others. */
    public Judge(BenignCatalogue benign, FunctionNames names) {
        this.benign = benign;
        this.names = names;
        this.matcher = new Matcher(names);
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
        return opinion(seen, findings, policy, surroundings) instanceof Opinion.Against against
                ? Optional.of(against.judgement())
                : Optional.empty();
    }

    /** Judges a stack, and says why also where there is nothing to be said against it. */
    public Opinion opinion(Observation seen, FindingIndex findings, Policy policy, Surroundings surroundings) {
        NamedStack stack = names.of(seen.stack());
        Optional<IgnoreList.Entry> ignored = policy.ignored().find(stack);
        if (ignored.isPresent()) {
            return silence(Opinion.Cause.IGNORED, "ignored: " + ignored.get().reason());
        }
        Persistence persistence = Persistence.of(seen, policy);
        Optional<Benign> known = benign.find(stack);
        Unreachability unreachable = Unreachability.of(seen, known);
        List<String> cycles = cycles(seen);
        boolean proven = unreachable.holds() || !cycles.isEmpty();
        if (!proven && !persistence.holds()) {
            return silence(Opinion.Cause.NOT_PERSISTENT, "not blocked for " + Words.duration(policy.blockedFor()));
        }
        Optional<Assessment> best = matcher.assess(seen, stack, findings, policy, surroundings);
        boolean predicted = best.isPresent()
                && best.get().total() >= policy.minConfidencePercent()
                && (known.isEmpty() || best.get().isFullSymbolMatch());
        Suspicion suspicion = Suspicion.of(seen, policy, persistence);
        if (!proven && !(predicted && persistence.holds())) {
            if (known.isPresent()) {
                return silence(Opinion.Cause.BENIGN, "benign: " + known.get().reason());
            }
            if (!suspicion.holds()) {
                return new Opinion.Silence(
                        Opinion.Cause.NOT_SUSPICIOUS,
                        Sentences.by(() -> notSuspicious(seen, persistence, unreachable)));
            }
            if (!policy.reportSuspected()) {
                return new Opinion.Silence(Opinion.Cause.NOT_ASKED, suspicion.words(seen, policy));
            }
        }
        Set<Evidence> evidence = EnumSet.noneOf(Evidence.class);
        add(evidence, Evidence.PERSISTENT, persistence.holds());
        add(evidence, Evidence.GROWING, suspicion.growing());
        add(evidence, Evidence.UNREACHABLE, unreachable.holds());
        add(evidence, Evidence.CYCLE, !cycles.isEmpty());
        add(evidence, Evidence.STATIC_MATCH, predicted);
        Frame where = stack.where();
        return new Opinion.Against(new Judgement(
                proven ? Verdict.PROVEN : predicted ? Verdict.CONFIRMED : Verdict.SUSPECTED,
                evidence,
                stack.site(),
                where,
                best.map(Assessment::match),
                Sentences.by(() -> {
                    List<String> reasons = new ArrayList<>();
                    reasons.add(Words.seen(seen, where));
                    reasons.addAll(persistence.words(seen));
                    reasons.addAll(suspicion.words(seen, policy));
                    reasons.addAll(unreachable.reasons());
                    reasons.addAll(unreachable.withheld());
                    reasons.addAll(cycles);
                    best.ifPresent(assessment -> reasons.addAll(assessment.reasons(policy)));
                    known.ifPresent(fine -> reasons.add("usually benign (" + fine.reason() + "), but "
                            + (proven ? "proven" : "predicted") + " here"));
                    return reasons;
                })));
    }

    /**
     * Whether nothing can be said against a stack but that it was predicted: it has not grown, no dump and no leak profile speaks of it, and its state is none from which nothing
     * wakes. So it is with most stacks of a healthy process, and if no finding {@linkplain #hasCandidates may be about it}, there is nothing to judge.
     */
    public static boolean needsFinding(Observation seen, Policy policy) {
        return seen.leaked().goroutines() == 0
                && seen.proofs().isEmpty()
                && !Unreachability.isForEver(seen.stack().state())
                && !Suspicion.of(seen, policy, Persistence.of(seen, policy)).holds();
    }

    /** Whether any finding is at a place of which the stack may be. Without one no confidence can come of a match, whatever was seen. */
    public boolean hasCandidates(Stack stack, FindingIndex findings) {
        return matcher.hasCandidates(names.of(stack), findings);
    }

    private static List<String> notSuspicious(Observation seen, Persistence persistence, Unreachability unreachable) {
        List<String> reasons = new ArrayList<>(persistence.words(seen));
        reasons.add("persistent, but neither grown nor large nor predicted");
        reasons.addAll(unreachable.withheld());
        return reasons;
    }

    private static void add(Set<Evidence> evidence, Evidence kind, boolean holds) {
        if (holds) {
            evidence.add(kind);
        }
    }

    private static List<String> cycles(Observation seen) {
        return seen.proofs().stream()
                .filter(proof -> proof.evidence() == Evidence.CYCLE)
                .map(Proof::words)
                .toList();
    }

    private static Opinion silence(Opinion.Cause cause, String reason) {
        return new Opinion.Silence(cause, List.of(reason));
    }
}
