package io.deadlockwatch.core.judge;

import io.deadlockwatch.core.findings.Finding;
import io.deadlockwatch.core.findings.FindingIndex;
import io.deadlockwatch.core.identity.Frames;
import io.deadlockwatch.core.identity.Site;
import io.deadlockwatch.core.identity.Symbol;
import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.Stack;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the static finding that a blocked stack bears out. Candidates are the findings of the same site, of the same function, and at the same line of a file of the
 * same name, the line also counted from the start of the function: that finds what was inlined, and has another name, and what has moved. Of those that name a
 * compatible operation and a plausible place the one with the highest confidence wins; a tie goes to the higher symbol part, then to the smaller rule, file and line.
 */
public final class Matcher {

    private static final Comparator<Assessment> BEST_FIRST = Comparator.<Assessment>comparingInt(
                    a -> -a.confidence().total())
            .thenComparingInt(a -> -a.confidence().symbol())
            .thenComparing(a -> a.finding().ruleId())
            .thenComparing(a -> a.finding().line().file())
            .thenComparingInt(a -> a.finding().line().line())
            .thenComparing(a -> a.finding().message());

    /** Matchers have no state. */
    public Matcher() {}

    /** The finding that fits best, if any does. */
    public Optional<Match> match(Observation seen, FindingIndex findings, Policy policy, Surroundings surroundings) {
        return assess(seen, findings, policy, surroundings).map(Assessment::match);
    }

    Optional<Assessment> assess(Observation seen, FindingIndex findings, Policy policy, Surroundings surroundings) {
        Stack stack = seen.stack();
        Optional<Frame> innermost = Frames.innermost(stack.frames());
        if (innermost.isEmpty()) {
            return Optional.empty();
        }
        Frame frame = innermost.get();
        List<Assessment> plausible = new ArrayList<>();
        for (Finding finding : candidates(stack, frame, findings)) {
            Place place = Place.of(frame, finding);
            if (place.isPlausible() && Operations.agree(stack.state().operation(), finding.operation())) {
                plausible.add(new Assessment(
                        finding,
                        place,
                        FlowView.of(Frames.counting(stack.frames()), frame, place, finding),
                        ContextView.of(seen, finding, policy, surroundings)));
            }
        }
        return plausible.stream().min(BEST_FIRST);
    }

    private static Set<Finding> candidates(Stack stack, Frame frame, FindingIndex findings) {
        Set<Finding> candidates = new LinkedHashSet<>(findings.bySite(Site.of(stack)));
        candidates.addAll(findings.bySymbol(Symbol.of(frame.function())));
        if (frame.line() > 0 && !frame.file().isEmpty()) {
            candidates.addAll(findings.byLine(frame.file(), frame.line()));
            if (frame.start() > 0) {
                candidates.addAll(findings.byOffset(frame.file(), frame.line() - frame.start()));
            }
        }
        return candidates;
    }
}
