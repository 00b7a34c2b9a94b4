package io.deadlockwatch.operator.canary.http;

import io.deadlockwatch.operator.canary.CanaryJudge;
import io.deadlockwatch.operator.canary.CanaryQuestion;
import io.deadlockwatch.operator.canary.CanaryReader;
import io.deadlockwatch.operator.canary.CanaryVerdict;
import io.deadlockwatch.operator.canary.Lookup;
import io.deadlockwatch.operator.canary.TrialBook;
import io.deadlockwatch.operator.fleet.FleetView;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Answers questions, and waits a little with an answer that may soon be a better one. */
public final class Oracle {

    private final Views views;
    private final Warmth warmth;
    private final TrialBook trials;
    private final LongSupplier nanos;
    private final CanaryReader reader = new CanaryReader();
    private final CanaryJudge judge = new CanaryJudge();

    /**
     * Answers out of these views.
     *
     * @param trials told of each revision that is asked about
     * @param nanos a clock that only goes on, as {@link System#nanoTime}
     */
    public Oracle(Views views, Warmth warmth, TrialBook trials, LongSupplier nanos) {
        this.views = views;
        this.warmth = warmth;
        this.trials = trials;
        this.nanos = nanos;
    }

    /** The answer: at once if it is final, else the best within this time. */
    Asked ask(CanaryQuestion question, Duration wait) throws InterruptedException {
        long end = nanos.getAsLong() + wait.toNanos();
        FleetView view = views.current();
        while (true) {
            Asked answer = ask(question, view);
            Duration left = Duration.ofNanos(end - nanos.getAsLong());
            if (isFinal(answer) || left.isNegative() || left.isZero()) {
                return answer;
            }
            view = views.next(view, left);
        }
    }

    private Asked ask(CanaryQuestion question, FleetView view) {
        Optional<String> problem = warmth.problem(view);
        if (problem.isPresent()) {
            return new Asked.NotReady(problem.get());
        }
        return switch (reader.read(view, question)) {
            case Lookup.Missing missing -> new Asked.Unknown(missing.why());
            case Lookup.Found found -> {
                trials.asked(
                        question.namespace(),
                        found.workload(),
                        found.records().canary().revision());
                yield new Asked.Judged(found, judge.judge(found.records()));
            }
        };
    }

    private static boolean isFinal(Asked answer) {
        return switch (answer) {
            case Asked.Judged judged -> !(judged.verdict() instanceof CanaryVerdict.Inconclusive);
            case Asked.Unknown _ -> true;
            case Asked.NotReady _ -> false;
        };
    }
}
