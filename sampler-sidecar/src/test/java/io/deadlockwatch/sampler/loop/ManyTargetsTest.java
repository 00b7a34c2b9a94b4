package io.deadlockwatch.sampler.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.protocol.PodRef;
import io.deadlockwatch.core.protocol.Report;
import io.deadlockwatch.core.protocol.TargetState;
import io.deadlockwatch.sampler.dump.PackedDump;
import io.deadlockwatch.sampler.remote.DueTasks;
import io.deadlockwatch.sampler.remote.Workers;
import io.deadlockwatch.sampler.report.DumpChannel;
import io.deadlockwatch.sampler.report.ReportChannel;
import io.deadlockwatch.sampler.report.ReportReply;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A hundred targets of one node on one simulated thread: each has a session of its own, and none waits for another longer than that one's time-out. */
class ManyTargetsTest {

    private static final int TARGETS = 100;
    private static final String BAD = "u-7";

    private final FakeTicker ticker = new FakeTicker();
    private final DueTasks tasks = new DueTasks(ticker, Workers.SLOW_AT_A_TIME);
    private final Map<String, FakeOperator> operators = new HashMap<>();
    private final Map<String, FakeTarget> targets = new HashMap<>();
    private int mostInASecond;

    private void start() {
        ReportChannel reports = report -> operator(report.pod()).send(report);
        DumpChannel dumps = (header, dump) -> stored(header.pod(), dump);
        SamplingLoops loops = new SamplingLoops(
                reports,
                dumps,
                () -> Bench.COST,
                ticker,
                new Random(11),
                (event, state, detail) -> {},
                "0.1.0",
                LoopLimits.MANY);
        for (int i = 0; i < TARGETS; i++) {
            PodRef pod = new PodRef("shop", "orders-" + i, "u-" + i);
            FakeTarget target = new FakeTarget(ticker);
            target.blocked("shop.f" + i, i + 1);
            operators.put(pod.uid(), new FakeOperator());
            targets.put(pod.uid(), target);
            tasks.add(loops.create(pod, target, target), ticker.nanos() + 150_000_000L * i);
        }
    }

    private FakeOperator operator(PodRef pod) {
        FakeOperator operator = operators.get(pod.uid());
        assertThat(operator).isNotNull();
        return operator;
    }

    private ReportReply stored(PodRef pod, PackedDump dump) {
        assertThat(dump.members()).as(pod.name()).isNotEmpty();
        return new ReportReply.Stored();
    }

    private void run(long seconds) {
        long end = ticker.nanos() + seconds * 1_000_000_000L;
        long second = ticker.nanos();
        int before = fetches();
        while (end - ticker.nanos() > 0) {
            DueTasks.Entry entry = tasks.poll();
            if (entry == null) {
                ticker.advanceNanos(Math.max(1, tasks.untilDue()));
            } else {
                long wait = entry.task().step();
                tasks.done(entry, ticker.nanos() + wait);
            }
            if (ticker.nanos() - second >= 1_000_000_000L) {
                mostInASecond = Math.max(mostInASecond, fetches() - before);
                second = ticker.nanos();
                before = fetches();
            }
        }
    }

    private int fetches() {
        return targets.values().stream().mapToInt(FakeTarget::fetches).sum();
    }

    @Test
    void eachIsSampledAtItsIntervalAndReportedAsItsOwn() {
        start();
        run(30);
        mostInASecond = 0;
        run(600);

        targets.forEach((uid, target) -> assertThat(target.fetches()).as(uid).isBetween(40, 43));
        operators.forEach((uid, operator) -> {
            int number = Integer.parseInt(uid.substring(2));
            assertThat(operator.counts()).isEqualTo(Map.of("shop.f" + number, number + 1L));
            assertThat(operator.last().window().longestGapMillis()).isLessThanOrEqualTo(15_100);
        });
        assertThat(operators.values().stream()
                        .map(operator -> operator.last().epoch())
                        .distinct())
                .as("sessions of their own")
                .hasSize(TARGETS);
        assertThat(mostInASecond).as("spread over the interval").isLessThanOrEqualTo(10);
    }

    @Test
    void oneThatHangsDelaysTheOthersByNoMoreThanItsTimeOut() {
        start();
        FakeTarget bad = targets.get(BAD);
        assertThat(bad).isNotNull();
        bad.takes(10_000);
        bad.timesOut();

        run(900);

        operators.forEach((uid, operator) -> {
            Report last = operator.last();
            if (uid.equals(BAD)) {
                assertThat(last.target().state()).isEqualTo(TargetState.TIMEOUT);
            } else {
                assertThat(last.target().state()).isEqualTo(TargetState.OK);
                assertThat(last.window().longestGapMillis()).as(uid).isLessThanOrEqualTo(25_100);
            }
        });
        assertThat(bad.fetches()).as("asked less often").isLessThan(15);
    }
}
