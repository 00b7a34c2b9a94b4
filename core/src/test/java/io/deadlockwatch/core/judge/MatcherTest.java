package io.deadlockwatch.core.judge;

import static io.deadlockwatch.core.judge.Given.POLICY;
import static io.deadlockwatch.core.judge.Given.SENDER;
import static io.deadlockwatch.core.judge.Given.finding;
import static io.deadlockwatch.core.judge.Given.index;
import static io.deadlockwatch.core.judge.Given.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.findings.Finding;
import io.deadlockwatch.core.snapshot.Stack;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Which of several findings a stack bears out. */
class MatcherTest {

    @Test
    void theBestFindingWins() {
        Finding vague = finding().in("").build("AAAA");
        Finding exact = finding().build("ZZZZ");

        assertThat(match(vague, exact)).contains(exact);
        assertThat(match(exact, vague)).contains(exact);
    }

    @Property(tries = 100)
    void theWinnerDoesNotDependOnTheOrder(@ForAll long seed) {
        List<Finding> equal = Arrays.asList(
                finding().build("DG1002"),
                finding().build("DG1001"),
                finding().build("DG1003"),
                finding().build("DG1001"));
        Collections.shuffle(equal, new Random(seed));

        assertThat(match(equal.toArray(Finding[]::new))).contains(finding().build("DG1001"));
    }

    private static Optional<Finding> match(Finding... findings) {
        return match(SENDER, findings).map(Match::finding);
    }

    private static Optional<Match> match(Stack stack, Finding... findings) {
        return new Matcher().match(seen(stack, 1, 1), index(findings), POLICY, Surroundings.UNKNOWN);
    }
}
