package io.deadlockwatch.cli.analysis;

import io.deadlockwatch.core.judge.Match;
import io.deadlockwatch.core.judge.Opinion;
import java.util.Locale;
import java.util.Optional;

/** What is to be said of a stack, from nothing to the worst. */
public enum Standing {
    /** It waits, and nothing is to be said against that. */
    WAITING,
    /** A finding predicts that it blocks, with enough confidence; how long it has, nobody knows. */
    MATCHED,
    SUSPECTED,
    CONFIRMED,
    PROVEN;

    static Standing of(Opinion opinion, Optional<Match> match, int minConfidencePercent) {
        return switch (opinion) {
            case Opinion.Against against ->
                switch (against.judgement().verdict()) {
                    case SUSPECTED -> SUSPECTED;
                    case CONFIRMED -> CONFIRMED;
                    case PROVEN -> PROVEN;
                };
            case Opinion.Silence silence ->
                silence.cause() == Opinion.Cause.NOT_PERSISTENT
                                && match.isPresent()
                                && match.get().percent() >= minConfidencePercent
                        ? MATCHED
                        : WAITING;
        };
    }

    /** Whether it counts as found. */
    public boolean isFound() {
        return this != WAITING;
    }

    /** The form for programs. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
