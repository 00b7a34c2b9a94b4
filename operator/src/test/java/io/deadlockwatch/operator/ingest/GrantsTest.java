package io.deadlockwatch.operator.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.operator.pods.PodInfo;
import io.deadlockwatch.operator.testing.Given;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class GrantsTest {

    private static final PodInfo P = Given.pod("p");
    private static final PodInfo Q = Given.pod("q");
    private static final Duration TURN = Duration.ofSeconds(60);

    private final Grants grants = new Grants();
    private Instant now = Given.NOW;

    @Test
    void whoAsksFirstHasItsTurnAndKeepsIt() {
        assertThat(grants.ask(P, now)).isEqualTo(TURN);
        now = now.plusSeconds(20);
        assertThat(grants.ask(P, now)).isEqualTo(Duration.ofSeconds(40));
        assertThat(grants.ask(Q, now)).isZero();
    }

    @Test
    void aDumpEndsTheTurn() {
        grants.ask(P, now);
        grants.giveBack(Q);
        assertThat(grants.ask(Q, now)).as("not the other's to give back").isZero();

        grants.giveBack(P);

        assertThat(grants.ask(Q, now)).isEqualTo(TURN);
    }

    @Test
    void whoLetItsTurnPassLetsOthersGoFirst() {
        grants.ask(P, now);
        now = now.plusSeconds(60);
        assertThat(grants.ask(P, now)).isZero();
        assertThat(grants.ask(Q, now)).isEqualTo(TURN);
    }

    @Test
    void aloneItMayTryAgainAfterATurn() {
        grants.ask(P, now);
        assertThat(grants.ask(P, now.plusSeconds(119))).isZero();
        assertThat(grants.ask(P, now.plusSeconds(120))).isEqualTo(TURN);
    }

    @Test
    void aDumpIsExpectedOfWhoHadTheTurnForSomeMinutes() {
        assertThat(grants.isExpected(P, now)).isFalse();
        grants.ask(P, now);

        assertThat(grants.isExpected(P, now.plusSeconds(300))).isTrue();
        assertThat(grants.isExpected(Q, now)).isFalse();
        assertThat(grants.isExpected(P, now.plusSeconds(360))).isFalse();
    }

    @Property(tries = 200)
    void neverTwoReplicasAtATime(@ForAll long seed) {
        Random random = new Random(seed);
        Map<String, Instant> turns = new HashMap<>();
        for (int i = 0; i < 200; i++) {
            PodInfo pod = Given.pod("p" + random.nextInt(4));
            if (random.nextInt(8) == 0) {
                grants.giveBack(pod);
                turns.remove(pod.uid());
            } else {
                Duration granted = grants.ask(pod, now);
                if (granted.isPositive()) {
                    turns.put(pod.uid(), now.plus(granted));
                }
            }
            assertThat(turns.values()).filteredOn(until -> until.isAfter(now)).hasSizeLessThanOrEqualTo(1);
            now = now.plusSeconds(random.nextInt(30));
        }
    }
}
