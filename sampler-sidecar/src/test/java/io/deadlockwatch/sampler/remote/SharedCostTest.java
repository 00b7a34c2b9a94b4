package io.deadlockwatch.sampler.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.protocol.SamplerCost;
import io.deadlockwatch.sampler.loop.OwnCost;
import org.junit.jupiter.api.Test;

class SharedCostTest {

    private SamplerCost whole = new SamplerCost(1_000, 60_000_000);
    private final SharedCost cost = new SharedCost(() -> whole);

    @Test
    void partsAddUpToTheWholeAndOnlyGrow() {
        cost.count(2);
        OwnCost one = cost.part();
        OwnCost two = cost.part();
        whole = new SamplerCost(1_600, 60_000_000);

        assertThat(one.now()).isEqualTo(new SamplerCost(300, 30_000_000));

        cost.count(3);
        OwnCost three = cost.part();
        whole = new SamplerCost(1_900, 60_000_000);

        assertThat(one.now()).isEqualTo(new SamplerCost(400, 20_000_000));
        assertThat(two.now().cpuMillis()).isEqualTo(400);
        assertThat(three.now().cpuMillis()).isEqualTo(100);
        assertThat(one.now()).as("asking costs nothing").isEqualTo(one.now());
    }

    @Test
    void withoutTargetsNothingIsDividedByZero() {
        cost.count(0);

        assertThat(cost.part().now().memoryBytes()).isEqualTo(60_000_000);
    }
}
