package io.deadlockwatch.core.judge;

import io.deadlockwatch.core.identity.Site;
import io.deadlockwatch.core.snapshot.Frame;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be said of one stack.
 *
 * @param where the innermost user frame
 * @param match the best finding, also when its confidence is too low to confirm
 * @param reasons the verdict explained, a sentence each
 */
public record Judgement(
        Verdict verdict, Set<Evidence> evidence, Site site, Frame where, Optional<Match> match, List<String> reasons) {
    public Judgement {
        evidence = Set.copyOf(evidence);
        reasons = Sentences.copyOf(reasons);
    }
}
