package io.deadlockwatch.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deadlockwatch.cli.analysis.Judging;
import io.deadlockwatch.cli.analysis.SiteView;
import io.deadlockwatch.cli.input.Source;
import io.deadlockwatch.core.findings.FindingIndex;
import io.deadlockwatch.core.findings.FindingSet;
import io.deadlockwatch.core.judge.Policy;
import io.deadlockwatch.core.protocol.SnapshotOutcome;
import io.deadlockwatch.core.protocol.TargetState;
import io.deadlockwatch.core.snapshot.KnownState;
import io.deadlockwatch.core.snapshot.ProfileType;
import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.sampler.pprof.PprofException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatchTest {

    private final List<String> events = new ArrayList<>();
    private final Clock clock = new Clock();

    /** What a process answers to the n-th request for a snapshot, from 0. */
    interface Answers {
        Snapshot at(int request, Rung rung) throws PprofException;
    }

    @Test
    void aLeakIsToldOnceAndProven() throws PprofException {
        Watch watch = watch((n, rung) -> stuck(rung, "build", 3));

        watch.run(Duration.ofSeconds(60));

        assertThat(events)
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("watching 4 goroutines on 1 stack"),
                        leak -> assertThat(leak)
                                .startsWith(
                                        "fetched a leak profile to see whether anything can still wake 1 suspicious stack; it took 1ms"),
                        proven -> assertThat(proven).isEqualTo("WORSE PROVEN main.work 3"));
        assertThat(watch.hasFound()).isTrue();
        assertThat(watch.costs())
                .isEqualTo("12 snapshots (1 KB, 1ms each at most), 1 leak profile (100 bytes, 1ms at most)");
    }

    @Test
    void whatGrowsIsToldWhenItHasDoubled() throws PprofException {
        Watch watch = watch((n, rung) -> rung == Rung.STACKS ? stuck(rung, "build", 3 + n) : stuck(rung, "build", 3));

        watch.run(Duration.ofSeconds(60));

        assertThat(events.stream().filter(event -> event.contains("main.work")))
                .containsExactly("WORSE PROVEN main.work 5", "GROWN PROVEN main.work 10");
    }

    @Test
    void aHealthyProcessIsClean() throws PprofException {
        Watch watch = watch((n, rung) -> stuck(rung, "build", n % 2));

        watch.run(Duration.ofSeconds(60));

        assertThat(events).hasSize(1);
        assertThat(watch.hasFound()).isFalse();
    }

    @Test
    void aRestartStartsAnewAndAnOldVerdictStillCounts() throws PprofException {
        Watch watch = watch((n, rung) -> {
            if (rung == Rung.STACKS && n == 5) {
                throw PprofException.cut(TargetState.REFUSED, SnapshotOutcome.HTTP_ERROR, "nobody listens");
            }
            return stuck(rung, "build", n < 5 ? 3 : 0);
        });

        watch.run(Duration.ofSeconds(60));

        assertThat(events)
                .contains(
                        "WORSE PROVEN main.work 3",
                        "lost: nobody listens; trying again",
                        "another process answers: counting starts anew");
        assertThat(watch.last().orElseThrow().isClean()).isTrue();
        assertThat(watch.hasFound()).isTrue();
    }

    @Test
    void anotherBuildIsAnotherProcess() throws PprofException {
        Watch watch = watch((n, rung) -> stuck(rung, n < 2 ? "old" : "new", 0));

        watch.run(Duration.ofSeconds(15));

        assertThat(events).contains("another process of another build answers: counting starts anew");
    }

    @Test
    void aProcessThatStaysAwayIsAskedLessAndLess() throws PprofException {
        List<Long> asked = new ArrayList<>();
        Watch watch = watch((n, rung) -> {
            asked.add(Duration.ofNanos(clock.now).toSeconds());
            if (n > 0) {
                throw PprofException.cut(TargetState.REFUSED, SnapshotOutcome.HTTP_ERROR, "nobody listens");
            }
            return stuck(rung, "build", 0);
        });

        watch.run(Duration.ofMinutes(2));

        assertThat(asked).containsExactly(0L, 5L, 6L, 8L, 12L, 20L, 36L, 66L, 96L);
        assertThat(events.stream().filter(event -> event.startsWith("lost"))).hasSize(1);
    }

    @Test
    void withoutAFirstAnswerThereIsNothingToWatch() {
        Watch watch = watch((n, rung) -> {
            throw PprofException.unusable(TargetState.NO_PPROF, SnapshotOutcome.HTTP_ERROR, "HTTP 404");
        });

        assertThatThrownBy(() -> watch.run(Duration.ofMinutes(2))).hasMessage("HTTP 404");
    }

    @Test
    void aProcessWithoutLeakProfilesIsToldOfOnce() throws PprofException {
        Watch watch = watch((n, rung) -> {
            if (rung == Rung.LEAKS) {
                throw PprofException.unusable(TargetState.NO_PPROF, SnapshotOutcome.HTTP_ERROR, "HTTP 404");
            }
            return stuck(rung, "build", 3);
        });

        watch.run(Duration.ofMinutes(20));

        assertThat(events.stream().filter(event -> event.startsWith("the process has no leak profile")))
                .hasSize(1);
    }

    private static Snapshot stuck(Rung rung, String build, long goroutines) {
        ProfileType type = rung == Rung.LEAKS ? ProfileType.GOROUTINE_LEAK : ProfileType.GOROUTINE;
        return Given.snapshot(type, build, KnownState.CHAN_SEND, goroutines);
    }

    private Watch watch(Answers process) {
        int[] requests = {0};
        Target target = rung -> new Target.Fetched(
                process.at(rung == Rung.STACKS ? requests[0]++ : requests[0], rung),
                Source.of(rung.page(), new byte[0]),
                100,
                Duration.ofMillis(1));
        Judging judging = new Judging(FindingIndex.of(new FindingSet("", List.of(), 0, List.of())), Policy.DEFAULT);
        LadderLimits limits = LadderLimits.of(LadderLimits.Depth.USUAL, Duration.ofSeconds(5), Duration.ofMillis(50));
        return new Watch(target, judging, Optional.empty(), limits, clock, new Events());
    }

    /** Time that passes only while somebody waits. */
    private static final class Clock implements Ticker {
        private long now;

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public boolean pause(long nanos) {
            now += nanos;
            return true;
        }
    }

    private final class Events implements Journal {
        @Override
        public void note(String what) {
            events.add(what);
        }

        @Override
        public void site(SiteView site, Change change) {
            events.add(change + " " + site.standing() + " " + site.site().symbol() + " " + site.goroutines());
        }

        @Override
        public void gone(SiteView last) {
            events.add("GONE " + last.site().symbol());
        }
    }
}
