package io.deadlockwatch.sampler.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever is lost, repeated or forgotten on the way, in the end the operator holds what the target shows. */
class LossyNetworkTest {

    @Property(tries = 60)
    void theOperatorEndsUpWithTheTruth(@ForAll long seed) {
        Random random = new Random(seed);
        Bench bench = new Bench(seed);
        Map<String, Long> truth = new HashMap<>();
        for (int i = 0; i < 40; i++) {
            switch (random.nextInt(9)) {
                case 0 -> bench.operator.isAway();
                case 1 -> bench.operator.losesReplies();
                case 2 -> bench.operator.restarts();
                case 3 -> bench.operator.refuses(503, 1_000);
                case 4 -> bench.target.timesOut();
                case 5 -> bench.target.answers();
                case 6 -> bench.operator.isBack();
                default -> {
                    String function = "main.f" + "x".repeat(random.nextInt(6));
                    long count = random.nextInt(4);
                    bench.target.blocked(function, count);
                    truth.put(function, count);
                }
            }
            bench.run(random.nextInt(40));
        }
        bench.target.answers();
        bench.operator.isBack();

        bench.run(130);

        truth.values().removeIf(count -> count == 0);
        assertThat(bench.operator.counts()).isEqualTo(truth);
    }
}
