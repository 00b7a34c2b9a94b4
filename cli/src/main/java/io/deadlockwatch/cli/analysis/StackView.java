package io.deadlockwatch.cli.analysis;

import io.deadlockwatch.core.identity.Site;
import io.deadlockwatch.core.judge.Benign;
import io.deadlockwatch.core.judge.Judgement;
import io.deadlockwatch.core.judge.Match;
import io.deadlockwatch.core.judge.Observation;
import io.deadlockwatch.core.judge.Opinion;
import io.deadlockwatch.core.snapshot.Frame;
import java.util.Comparator;
import java.util.Optional;

/**
 * The goroutines of one stack, and what is to be said of them.
 *
 * @param where the innermost user frame
 * @param match the finding that fits best, whatever its confidence
 * @param benign why they are fine, if they are known to be
 */
public record StackView(
        String fingerprint,
        Site site,
        Frame where,
        Observation seen,
        Opinion opinion,
        Standing standing,
        Optional<Match> match,
        Optional<Benign> benign) {

    static final Comparator<StackView> WORST_FIRST = Comparator.comparing(StackView::standing)
            .reversed()
            .thenComparingLong(view -> -view.seen().count())
            .thenComparing(StackView::fingerprint);

    /** {@code file:line} of {@link #where}; empty if that is not known. */
    public String place() {
        return where.file().isEmpty() ? "" : where.file() + ":" + where.line();
    }

    public Optional<Judgement> judgement() {
        return opinion instanceof Opinion.Against against ? Optional.of(against.judgement()) : Optional.empty();
    }
}
