package io.deadlockwatch.core.judge;

import io.deadlockwatch.core.findings.Finding;
import io.deadlockwatch.core.findings.FindingIndex;
import io.deadlockwatch.core.identity.FunctionNames;
import io.deadlockwatch.core.identity.NamedStack;
import io.deadlockwatch.core.snapshot.Frame;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds the static finding that a blocked stack bears out. Candidates are the findings of the same site, of the same function, and at the same line of a file of the
 * same name, the line also counted from the start of the function: that finds what was inlined, and has another name, and what has moved.
 *
 * <p>Of those that name a compatible operation and a plausible place the one with the highest confidence wins, and a stack counts for that finding alone; a tie goes
 * to the higher symbol part, then to the smaller rule, file, line and message. The others are named with it. One finding may be borne out by any number of stacks:
 * several calls lead to one line. See {@link Attribution}.
 */
public final class Matcher {

    /** Candidates looked at for one stack, in the order above; a set with more findings at one place is odd, and must not cost time. */
    static final int MAX_CANDIDATES = 256;

    private static final Comparator<Assessment> BEST_FIRST = Comparator.<Assessment>comparingInt(
                    a -> -a.confidence().total())
            .thenComparingInt(a -> -a.confidence().symbol())
            .thenComparing(a -> a.finding().ruleId())
            .thenComparing(a -> a.finding().line().file())
            .thenComparingInt(a -> a.finding().line().line())
            .thenComparing(a -> a.finding().message());

    private final FunctionNames names;

    public Matcher() {
        this(new FunctionNames());
    }

    /** A matcher that shares what it knows of names with others. */
    public Matcher(FunctionNames names) {
        this.names = names;
    }

    /** The finding that fits best, if any does. */
    public Optional<Match> match(Observation seen, FindingIndex findings, Policy policy, Surroundings surroundings) {
        return assess(seen, names.of(seen.stack()), findings, policy, surroundings)
                .map(Assessment::match);
    }

    Optional<Assessment> assess(
            Observation seen, NamedStack stack, FindingIndex findings, Policy policy, Surroundings surroundings) {
        if (stack.innermost() < 0 || findings.size() == 0) {
            return Optional.empty();
        }
        Weighing weighing = new Weighing(seen, stack, policy, surroundings);
        Frame frame = stack.where();
        weighing.add(findings.bySite(stack.site()));
        weighing.add(findings.bySymbol(stack.name(stack.innermost()).text()));
        if (frame.line() > 0 && !frame.file().isEmpty()) {
            findings.inFile(frame.file()).ifPresent(file -> {
                weighing.add(file.atLine(frame.file(), frame.line()));
                if (frame.start() > 0) {
                    weighing.add(file.atOffset(frame.file(), frame.line() - frame.start()));
                }
            });
        }
        return weighing.best(Cap.of(findings, policy));
    }

    /** Whether there is any finding to weigh for a stack. */
    boolean hasCandidates(NamedStack stack, FindingIndex findings) {
        if (stack.innermost() < 0 || findings.size() == 0) {
            return false;
        }
        Frame frame = stack.where();
        return !findings.bySite(stack.site()).isEmpty()
                || !findings.bySymbol(stack.name(stack.innermost()).text()).isEmpty()
                || (frame.line() > 0
                        && !frame.file().isEmpty()
                        && findings.inFile(frame.file()).isPresent());
    }

    /** The findings that one stack may bear out. */
    private final class Weighing {
        private final Observation seen;
        private final NamedStack stack;
        private final Policy policy;
        private final Surroundings surroundings;
        private final List<Assessment> plausible = new ArrayList<>();
        private int candidates;

        Weighing(Observation seen, NamedStack stack, Policy policy, Surroundings surroundings) {
            this.seen = seen;
            this.stack = stack;
            this.policy = policy;
            this.surroundings = surroundings;
        }

        void add(List<Finding> found) {
            String operation = stack.stack().state().operation();
            for (Finding finding : found) {
                if (candidates == MAX_CANDIDATES) {
                    return;
                }
                candidates++;
                if (Operations.agree(operation, finding.operation()) && !isWeighed(finding)) {
                    weigh(finding);
                }
            }
        }

        /** The same finding is found by site, symbol and line. By identity: to compare findings is to compare whole flows. */
        @SuppressWarnings("ReferenceEquality")
        private boolean isWeighed(Finding finding) {
            for (Assessment assessment : plausible) {
                if (assessment.finding() == finding) {
                    return true;
                }
            }
            return false;
        }

        private void weigh(Finding finding) {
            Place place = Place.of(stack.where(), stack.name(stack.innermost()), finding, names);
            if (place.isPlausible()) {
                FlowView flow = FlowView.of(stack, place, finding, names);
                ContextView context = ContextView.of(seen, stack, finding, policy, surroundings, names);
                plausible.add(new Assessment(finding, place, flow, context));
            }
        }

        Optional<Assessment> best(Cap cap) {
            if (plausible.isEmpty()) {
                return Optional.empty();
            }
            plausible.sort(BEST_FIRST);
            return Optional.of(plausible.getFirst().outOf(plausible, candidates == MAX_CANDIDATES, cap));
        }
    }
}
