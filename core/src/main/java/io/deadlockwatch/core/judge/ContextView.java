package io.deadlockwatch.core.judge;

import io.deadlockwatch.core.findings.Finding;
import io.deadlockwatch.core.findings.FlowStep;
import io.deadlockwatch.core.findings.Partner;
import io.deadlockwatch.core.identity.FunctionName;
import io.deadlockwatch.core.identity.FunctionNames;
import io.deadlockwatch.core.identity.NamedStack;
import io.deadlockwatch.core.snapshot.Origin;
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
 *   <li>age: how long they have been blocked, as a share of what the policy asks; always to be had
 *   <li>entry: whether the function that the finding's {@code go} statement starts is on the stack; if the finding names one
 *   <li>creator: whether they were started by the function that holds the finding's {@code go} statement; if the finding has one and a dump tells
 *   <li>partners: if the finding names functions other than those on its own path, and the other goroutines are known. For a lock, somebody must stand in one of
 *       them: in a cycle both sides wait. For a channel nobody should; somebody who does counts half, for he may be at the other end of another channel
 * </ul>
 *
 * @param age 0 to 100
 * @param blockedFor the time that makes the age
 * @param asked what the policy asks
 * @param entry the function looked for on the stack
 */
record ContextView(
        int age,
        Duration blockedFor,
        Duration asked,
        String entry,
        Optional<Boolean> started,
        Optional<Boolean> created,
        Optional<Boolean> partner,
        boolean lock) {

    private static final int FULL = 100;

    static ContextView of(
            Observation seen,
            NamedStack stack,
            Finding finding,
            Policy policy,
            Surroundings surroundings,
            FunctionNames known) {
        Duration blockedFor = longest(seen);
        return new ContextView(
                age(blockedFor, policy.blockedFor()),
                blockedFor,
                policy.blockedFor(),
                finding.entry(),
                finding.entry().isEmpty() ? Optional.empty() : Optional.of(isOn(stack, finding.entry(), known)),
                seen.dumps().origin().flatMap(origin -> isBy(origin, finding, known)),
                anyPartnerPresent(finding, surroundings),
                Operations.isLock(stack.stack().state().operation()));
    }

    /** 0 to 100. */
    int score() {
        int signals = 1;
        int sum = age;
        for (Optional<Boolean> signal : List.of(started, created)) {
            if (signal.isPresent()) {
                signals++;
                sum += signal.get() ? FULL : 0;
            }
        }
        if (partner.isPresent()) {
            signals++;
            sum += partner.get() == lock ? FULL : lock ? 0 : FULL / 2;
        }
        return sum / signals;
    }

    /** The signals, one phrase each. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        words.add("there for " + Words.duration(blockedFor) + " of " + Words.duration(asked));
        started.ifPresent(yes -> words.add(entry + (yes ? " is" : " is not") + " on the stack"));
        created.ifPresent(yes -> words.add(yes ? "started where predicted" : "started elsewhere"));
        partner.ifPresent(yes -> words.add(yes ? "a partner is there" : "no partner is there"));
        return words;
    }

    private static Duration longest(Observation seen) {
        Duration longest = seen.blockedFor();
        if (seen.dumps().longestWait().compareTo(longest) > 0) {
            longest = seen.dumps().longestWait();
        }
        boolean stayedLonger = seen.dumps().stayed() > 0 && seen.dumps().apart().compareTo(longest) > 0;
        return stayedLonger ? seen.dumps().apart() : longest;
    }

    private static int age(Duration blockedFor, Duration asked) {
        if (blockedFor.compareTo(asked) >= 0) {
            return FULL;
        }
        return (int) (blockedFor.toMillis() * FULL / Math.max(asked.toMillis(), 1));
    }

    private static boolean isOn(NamedStack stack, String symbol, FunctionNames known) {
        FunctionName predicted = known.of(symbol);
        for (int i = 0; i < stack.depth(); i++) {
            if (Place.isSameFunction(stack.name(i), predicted)) {
                return true;
            }
        }
        return false;
    }

    /** Empty if the finding has no {@code go} statement in a function that it names. */
    private static Optional<Boolean> isBy(Origin origin, Finding finding, FunctionNames known) {
        for (FlowStep step : finding.flow().reversed()) {
            if (step.kind() == FlowStep.Kind.GO && !step.symbol().isEmpty()) {
                return Optional.of(Place.isSameFunction(known.of(origin.function()), known.of(step.symbol())));
            }
        }
        return Optional.empty();
    }

    /** Empty unless every partner is known to be absent, or one to be present. */
    @SuppressWarnings("ReferenceEquality")
    private static Optional<Boolean> anyPartnerPresent(Finding finding, Surroundings surroundings) {
        if (surroundings == Surroundings.UNKNOWN || finding.partners().isEmpty()) {
            return Optional.empty();
        }
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
