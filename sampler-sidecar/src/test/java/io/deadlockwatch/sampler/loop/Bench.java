package io.deadlockwatch.sampler.loop;

import io.deadlockwatch.core.protocol.PodRef;
import io.deadlockwatch.core.protocol.SamplerCost;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A loop with everything around it simulated. */
final class Bench {

    private static final int MOST_STEPS_AT_ONCE = 400;

    static final SamplerCost COST = new SamplerCost(812, 50_000_000);

    final FakeTicker ticker = new FakeTicker();
    final FakeTarget target = new FakeTarget(ticker);
    final FakeOperator operator = new FakeOperator();
    final List<String> log = new ArrayList<>();
    final SamplingLoop loop;

    Bench() {
        this(7);
    }

    Bench(long seed) {
        loop = new SamplingLoops(
                        operator,
                        operator,
                        () -> COST,
                        ticker,
                        new Random(seed),
                        (event, state, detail) -> log.add(event + " " + state + ": " + detail),
                        "0.1.0")
                .create(new PodRef("shop", "orders-1", "u-1"), target, target);
    }

    /** Steps the loop as its driver would. */
    void run(long seconds) {
        long end = ticker.nanos() + seconds * 1_000_000_000L;
        int steps = 0;
        while (ticker.nanos() - end < 0) {
            long before = ticker.nanos();
            long wait = loop.step();
            long left = end - ticker.nanos();
            ticker.advanceNanos(Math.clamp(wait, 0, Math.max(0, left)));
            steps = ticker.nanos() == before ? steps + 1 : 0;
            if (steps > MOST_STEPS_AT_ONCE) {
                throw new AssertionError("the loop spins");
            }
        }
    }
}
