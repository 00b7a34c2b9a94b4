package io.deadlockwatch.core.judge;

import io.deadlockwatch.core.findings.Finding;
import io.deadlockwatch.core.findings.FlowStep;
import io.deadlockwatch.core.findings.Partner;
import io.deadlockwatch.core.identity.Frames;
import io.deadlockwatch.core.snapshot.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What else speaks for a match: the context part of {@link Confidence}, the mean of the signals that can be had. Each is 0 to 100.
 *
 * <ul>
 *   <li>age: the time the stack has been there without a break, as a share of what the policy asks; always to be had
 *   <li>entry: whether the function that the finding's {@code go} statement starts is on the stack; if the finding names one
 *   <li>partners: if the finding names functions other than those on its own path, and the other goroutines are known. For a lock, somebody must stand in one of
 *       them: in a cycle both sides wait. For a channel nobody should; somebody who does counts half, for he may be at the other end of another channel
 * </ul>
 *
 * @param score 0 to 100
 * @param words the signals, one phrase each
 */
record ContextView(int score, List<String> words) {

    private static final int FULL = 100;

    ContextView {
        words = List.copyOf(words);
    }

    static ContextView of(Observation seen, Finding finding, Policy policy, Surroundings surroundings) {
        List<String> words = new ArrayList<>();
        int signals = 1;
        int sum = age(seen.blockedFor(), policy.blockedFor());
        words.add("there for " + Words.duration(seen.blockedFor()) + " of " + Words.duration(policy.blockedFor()));
        if (!finding.entry().isEmpty()) {
            boolean started = hasFunction(seen.stack().frames(), finding.entry());
            signals++;
            sum += started ? FULL : 0;
            words.add(finding.entry() + (started ? " is" : " is not") + " on the stack");
        }
        Optional<Boolean> present = anyPartnerPresent(finding, surroundings);
        if (present.isPresent()) {
            boolean lock = Operations.isLock(seen.stack().state().operation());
            signals++;
            sum += present.get() == lock ? FULL : lock ? 0 : FULL / 2;
            words.add(present.get() ? "a partner is there" : "no partner is there");
        }
        return new ContextView(sum / signals, words);
    }

    private static int age(Duration blockedFor, Duration asked) {
        if (blockedFor.compareTo(asked) >= 0) {
            return FULL;
        }
        return (int) (blockedFor.toMillis() * FULL / Math.max(asked.toMillis(), 1));
    }

    private static boolean hasFunction(List<Frame> frames, String symbol) {
        for (Frame frame : frames) {
            if (!Frames.isMachinery(frame)) {
                Place.Names names = Place.names(frame.function(), symbol);
                if (names == Place.Names.SAME || names == Place.Names.INLINED) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Empty unless every partner is known to be absent, or one to be present. */
    private static Optional<Boolean> anyPartnerPresent(Finding finding, Surroundings surroundings) {
        Set<String> asked = partners(finding);
        boolean unknown = asked.isEmpty();
        for (String symbol : asked) {
            Optional<Boolean> there = surroundings.standsIn(symbol);
            if (there.orElse(false)) {
                return Optional.of(true);
            }
            unknown |= there.isEmpty();
        }
        return unknown ? Optional.empty() : Optional.of(false);
    }

    private static Set<String> partners(Finding finding) {
        Set<String> symbols = new LinkedHashSet<>();
        for (Partner partner : finding.partners()) {
            symbols.add(partner.symbol());
        }
        symbols.remove("");
        symbols.remove(finding.symbol());
        for (FlowStep step : finding.flow()) {
            if (step.kind() != FlowStep.Kind.GO) {
                symbols.remove(step.symbol());
            }
        }
        return symbols;
    }
}
