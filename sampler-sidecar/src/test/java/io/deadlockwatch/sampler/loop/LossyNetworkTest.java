package io.deadlockwatch.sampler.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.deadlockwatch.core.protocol.AgeConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever is lost, repeated or forgotten on the way, in the end the operator holds what the target shows. */
class LossyNetworkTest {

    private static final long LEASE_MILLIS = 3_600_000;
    private static final long TENTH_OF_A_SECOND = 100;

    @Property(tries = 60)
    void theOperatorEndsUpWithTheTruth(@ForAll long seed, @ForAll boolean growing) {
        Random random = new Random(seed);
        Bench bench = new Bench(seed);
        bench.operator.leases(LEASE_MILLIS);
        bench.operator.configures(new AgeConfig(growing, growing ? 60_000 : 0));
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
        bench.target.blocked("main.last", 1);
        truth.put("main.last", 1L);
        for (int i = 0; i < 120 && !bench.operator.counts().containsKey("main.last"); i++) {
            bench.run(1);
        }

        truth.values().removeIf(count -> count == 0);
        assertThat(bench.operator.counts()).isEqualTo(truth);
        if (growing) {
            assertThat(truth.keySet()).allSatisfy(function -> assertThat(
                            bench.operator.entry(function).blockedForMillis())
                    .isCloseTo(bench.target.shownForMillis(function), within(TENTH_OF_A_SECOND)));
        }
    }
}
