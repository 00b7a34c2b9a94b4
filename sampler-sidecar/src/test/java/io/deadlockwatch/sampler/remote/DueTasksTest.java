package io.deadlockwatch.sampler.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.sampler.loop.FakeTicker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DueTasksTest {

    private static final long SECOND = 1_000_000_000L;

    private final FakeTicker ticker = new FakeTicker();
    private final DueTasks tasks = new DueTasks(ticker, 1);

    @Test
    void theEarliestFirstAndNoneBeforeItsTimeAcrossTheOverflowOfTheClock() {
        FakeTask late = known(1);
        FakeTask early = known(1);
        tasks.add(late, ticker.nanos() + 5 * SECOND);
        tasks.add(early, ticker.nanos() + SECOND);

        assertThat(tasks.poll()).isNull();
        assertThat(tasks.untilDue()).isEqualTo(SECOND);
        ticker.advanceMillis(5_000);

        assertThat(task(tasks.poll())).isSameAs(early);
        assertThat(task(tasks.poll())).isSameAs(late);
        assertThat(tasks.poll()).isNull();
    }

    @Test
    void aTaskThatWasDroppedWhileItWasTakenDoesNotComeBack() {
        FakeTask task = known(1);
        tasks.add(task, ticker.nanos());
        DueTasks.Entry entry = entry(tasks.poll());

        tasks.remove(task);
        tasks.done(entry, ticker.nanos());

        assertThat(tasks.poll()).isNull();
        assertThat(tasks.size()).isZero();
    }

    @Test
    void oneThatIsKnownAlreadyIsNotAddedTwice() {
        FakeTask task = known(1);
        tasks.add(task, ticker.nanos());
        tasks.add(task, ticker.nanos());

        assertThat(task(tasks.poll())).isSameAs(task);
        assertThat(tasks.poll()).isNull();
    }

    @Test
    void onlySoManySlowOnesAtATime() {
        FakeTask one = known(10_000);
        FakeTask two = known(10_000);
        FakeTask prompt = known(1);
        tasks.add(one, ticker.nanos());
        tasks.add(two, ticker.nanos());
        tasks.add(prompt, ticker.nanos() + 1);
        ticker.advanceNanos(1);

        DueTasks.Entry first = entry(tasks.poll());
        assertThat(first.task()).isIn(one, two);
        assertThat(task(tasks.poll())).isSameAs(prompt);
        assertThat(tasks.poll()).as("the lane is taken").isNull();
        assertThat(tasks.untilDue())
                .as("and nobody need look before it is free")
                .isEqualTo(10 * SECOND);

        tasks.done(first, ticker.nanos() + SECOND);
        assertThat(tasks.poll()).isNotNull();
    }

    /**
     * Four threads, a hundred targets that answer within 20 ms, and as many that hang for ten seconds as may be: those that answer are known after their first turn, and from then on each comes when it
     * is due, however many hang.
     */
    @Property(tries = 20)
    void whoAnswersIsNeverDelayedByWhoHangs(@ForAll @IntRange(min = 0, max = 150) int hanging) {
        FakeTicker time = new FakeTicker();
        DueTasks queue = new DueTasks(time, Workers.SLOW_AT_A_TIME);
        Map<FakeTask, Long> due = new HashMap<>();
        for (int i = 0; i < 100 + hanging; i++) {
            FakeTask task = new FakeTask(i < 100 ? 20 : 10_000);
            long start = time.nanos() + i * SECOND / 10;
            queue.add(task, start);
            due.put(task, start);
        }
        Simulation simulation = new Simulation(time, queue, due);

        simulation.run(1_800);

        assertThat(simulation.worstLatenessOfKnown).isLessThan(SECOND);
        assertThat(simulation.waiting()).as("everybody had a turn").isZero();
    }

    private static FakeTask known(long takesMillis) {
        FakeTask task = new FakeTask(takesMillis);
        task.step();
        return task;
    }

    private static DueTasks.Entry entry(DueTasks.@Nullable Entry entry) {
        assertThat(entry).isNotNull();
        return Objects.requireNonNull(entry);
    }

    private static Object task(DueTasks.@Nullable Entry entry) {
        return entry(entry).task();
    }

    /** Threads that do nothing but let time pass. */
    private static final class Simulation {

        private final FakeTicker time;
        private final DueTasks queue;
        private final Map<FakeTask, Long> due;
        private final List<Busy> busy = new ArrayList<>();
        private long worstLatenessOfKnown;

        Simulation(FakeTicker time, DueTasks queue, Map<FakeTask, Long> due) {
            this.time = time;
            this.queue = queue;
            this.due = due;
        }

        void run(long seconds) {
            long end = time.nanos() + seconds * SECOND;
            while (end - time.nanos() > 0) {
                takeWhatIsDue();
                long wait = busy.size() == Workers.THREADS ? 10 * SECOND : queue.untilDue();
                for (Busy one : busy) {
                    wait = Math.min(wait, one.until - time.nanos());
                }
                time.advanceNanos(Math.max(1, wait));
                finish();
            }
        }

        private void takeWhatIsDue() {
            while (busy.size() < Workers.THREADS) {
                DueTasks.Entry entry = queue.poll();
                if (entry == null) {
                    return;
                }
                FakeTask task = (FakeTask) entry.task();
                if (!task.isSlow()) {
                    worstLatenessOfKnown =
                            Math.max(worstLatenessOfKnown, time.nanos() - due.getOrDefault(task, time.nanos()));
                }
                busy.add(new Busy(entry, task, time.nanos() + task.takesNanos));
            }
        }

        private void finish() {
            for (Busy one : List.copyOf(busy)) {
                if (one.until - time.nanos() <= 0) {
                    busy.remove(one);
                    one.task.step();
                    // A target that hangs is asked less often, as its sampling loop has it: up to eight times the
                    // interval.
                    long next = time.nanos() + (one.task.isSlow() ? 120 : 15) * SECOND;
                    due.put(one.task, next);
                    queue.done(one.entry, next);
                }
            }
        }

        long waiting() {
            return due.keySet().stream().filter(task -> task.steps == 0).count();
        }
    }

    private record Busy(DueTasks.Entry entry, FakeTask task, long until) {}
}
