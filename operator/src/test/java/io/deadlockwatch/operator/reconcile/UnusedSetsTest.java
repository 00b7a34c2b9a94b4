package io.deadlockwatch.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.crds.StaticFindingSet;
import io.deadlockwatch.operator.testing.Given;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class UnusedSetsTest {

    private static final Instant NOW = Given.NOW;

    private final UnusedSets unused = new UnusedSets();

    @Test
    void oneThatNobodyNeededForSoLongMayGo() {
        StaticFindingSet set = set("ttlAfterUnused: 24h", NOW.minus(Duration.ofHours(24)));

        assertThat(unused.isOver(set, 0, NOW)).as("seen for the first time").isFalse();
        assertThat(unused.isOver(set, 0, NOW.plus(UnusedSets.GRACE).minusSeconds(1)))
                .isFalse();
        assertThat(unused.isOver(set, 0, NOW.plus(UnusedSets.GRACE))).isTrue();
    }

    @Test
    void thatItWasUsedLaterKeepsIt() {
        StaticFindingSet set = set("ttlAfterUnused: 24h", NOW.minus(Duration.ofHours(23)));
        unused.isOver(set, 0, NOW);

        assertThat(unused.isOver(set, 0, NOW.plus(Duration.ofMinutes(59)))).isFalse();
        assertThat(unused.isOver(set, 0, NOW.plus(Duration.ofMinutes(60)))).isTrue();
    }

    @Test
    void aPodThatNeedsItStartsTheWaitAnew() {
        StaticFindingSet set = set("ttlAfterUnused: 0s", NOW);
        unused.isOver(set, 0, NOW);

        assertThat(unused.isOver(set, 1, NOW.plus(UnusedSets.GRACE))).isFalse();
        assertThat(unused.isOver(set, 0, NOW.plus(UnusedSets.GRACE).plusSeconds(1)))
                .isFalse();
    }

    @Test
    void withoutATimeItStays() {
        StaticFindingSet set = set("ttlAfterUnused: null", NOW.minus(Duration.ofDays(999)));
        unused.isOver(set, 0, NOW);

        assertThat(unused.isOver(set, 0, NOW.plus(Duration.ofDays(999)))).isFalse();
    }

    @Test
    void oneThatWasNeverUsedCountsFromItsCreation() {
        StaticFindingSet set = set("ttlAfterUnused: 24h", NOW.minus(Duration.ofHours(24)));
        set.setStatus(null);
        unused.isOver(set, 0, NOW);

        assertThat(unused.isOver(set, 0, NOW.plus(UnusedSets.GRACE))).isTrue();
    }

    @Test
    void theInformerKeepsAllButFindingsAndModel() {
        StaticFindingSet set = set("ttlAfterUnused: 24h, inline: QUJD, model: QUJD", NOW);

        StaticFindingSet small = FindingSetStore.withoutPayload(set);

        assertThat(small.getMetadata()).isEqualTo(set.getMetadata());
        assertThat(small.getStatus()).isEqualTo(set.getStatus());
        assertThat(small.getSpec().appliesTo()).isEqualTo(set.getSpec().appliesTo());
        assertThat(small.getSpec().ttlAfterUnused()).isEqualTo("24h");
        assertThat(small.getSpec().inline()).isNull();
        assertThat(small.getSpec().model()).isNull();
    }

    /** Created two days ago. */
    private static StaticFindingSet set(String spec, Instant lastUsed) {
        return new KubernetesSerialization()
                .unmarshal("""
                        apiVersion: deadlockwatch.io/v1alpha1
                        kind: StaticFindingSet
                        metadata: {namespace: shop, name: orders, uid: uid-set, creationTimestamp: "%s"}
                        spec: {appliesTo: {versions: ["1.4.2"]}, %s}
                        status: {lastUsed: "%s"}
                        """.formatted(NOW.minus(Duration.ofDays(2)), spec, lastUsed), StaticFindingSet.class);
    }
}
