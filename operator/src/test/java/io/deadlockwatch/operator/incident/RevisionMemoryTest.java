package io.deadlockwatch.operator.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.judge.Verdict;
import io.deadlockwatch.operator.testing.Given;
import org.junit.jupiter.api.Test;

class RevisionMemoryTest {

    private final RevisionMemory memory = new RevisionMemory();

    @Test
    void aVerdictRisesAndNeverFalls() {
        memory.see("5d9f", Verdict.SUSPECTED, Given.NOW);
        memory.see("5d9f", Verdict.PROVEN, Given.NOW.plusSeconds(1));
        memory.see("5d9f", Verdict.CONFIRMED, Given.NOW.plusSeconds(2));

        assertThat(memory.list())
                .containsExactly(new RevisionSighting("5d9f", Verdict.PROVEN, Given.NOW.plusSeconds(2)));
    }

    @Test
    void beyondTheLimitTheOneThatWasSeenLongestAgoIsForgotten() {
        for (int i = 0; i < RevisionMemory.MAX_REVISIONS; i++) {
            memory.see("r" + i, Verdict.CONFIRMED, Given.NOW.plusSeconds(i));
        }
        memory.see("r0", Verdict.CONFIRMED, Given.NOW.plusSeconds(100));

        memory.see("last", Verdict.CONFIRMED, Given.NOW.plusSeconds(101));

        assertThat(memory.list())
                .extracting(RevisionSighting::revision)
                .hasSize(RevisionMemory.MAX_REVISIONS)
                .startsWith("last", "r0")
                .doesNotContain("r1");
    }
}
