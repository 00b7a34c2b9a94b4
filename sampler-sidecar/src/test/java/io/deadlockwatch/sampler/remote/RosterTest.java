package io.deadlockwatch.sampler.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.protocol.NodeTarget;
import io.deadlockwatch.core.protocol.PodRef;
import io.deadlockwatch.core.protocol.TargetList;
import io.deadlockwatch.core.protocol.TargetsRequest;
import io.deadlockwatch.sampler.loop.FakeTicker;
import io.deadlockwatch.sampler.loop.Task;
import io.deadlockwatch.sampler.report.ReportReply;
import io.deadlockwatch.sampler.time.Nanos;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RosterTest {

    private static final TargetsRequest REQUEST = new TargetsRequest(new PodRef("dw", "remote-x", "u-9"), "0.1.0");

    private final FakeTicker ticker = new FakeTicker();
    private final List<String> log = new ArrayList<>();
    private final List<Integer> counts = new ArrayList<>();
    private final Map<String, FakeTask> created = new HashMap<>();
    private final DueTasks tasks = new DueTasks(ticker, 1_000);
    private ReportReply reply = new ReportReply.Failed("not yet");
    private final Roster roster = new Roster(
            REQUEST,
            request -> {
                assertThat(request).isEqualTo(REQUEST);
                return reply;
            },
            new Factory(),
            tasks,
            ticker,
            new Random(5),
            (event, state, detail) -> log.add(event + " " + state + ": " + detail));

    @Test
    void oneNewTargetBeginsAtOnce() {
        assign(30_000, target("p", "10.0.0.1"));

        assertThat(due()).containsExactly("p");
        assertThat(log).containsExactly("targets assigned: 1 targets");
    }

    @Test
    void manyBeginOneAfterTheOther() {
        NodeTarget[] many = new NodeTarget[150];
        for (int i = 0; i < many.length; i++) {
            many[i] = target("p" + i, "10.0.0.1");
        }
        assign(30_000, many);

        assertThat(due()).hasSize(1);
        for (int second = 1; second < 15; second++) {
            ticker.advanceMillis(1_000);
            assertThat(due()).as("second %d", second).hasSize(10);
        }
        ticker.advanceMillis(1_000);
        assertThat(due()).hasSize(9);
        assertThat(counts).containsExactly(150);
    }

    @Test
    void asksAgainAboutWhenItIsToldTo() {
        assertThat(Nanos.toMillis(assign(30_000))).isBetween(24_000L, 36_000L);
        assertThat(Nanos.toMillis(assign(1))).as("never at once").isBetween(800L, 1_200L);
        assertThat(Nanos.toMillis(assign(Long.MAX_VALUE))).as("nor never").isBetween(240_000L, 360_000L);
    }

    @Test
    void whatItHasItKeepsAndWhatIsNotInTheListGoes() {
        assign(30_000, target("p", "10.0.0.1"), target("q", "10.0.0.2"));
        FakeTask first = created.get("p");

        assign(30_000, target("p", "10.0.0.1"));

        assertThat(created.get("p")).isSameAs(first);
        assertThat(tasks.size()).isEqualTo(1);
    }

    @Test
    void aTargetThatMovedOrHasOtherCredentialsIsAnotherOne() {
        assign(30_000, target("p", "10.0.0.1"));
        FakeTask first = created.get("p");
        assign(30_000, target("p", "10.0.0.7"));
        FakeTask second = created.get("p");
        assign(30_000, new NodeTarget(new PodRef("shop", "p", "uid-p"), "10.0.0.7", "secret"));

        assertThat(second).isNotSameAs(first);
        assertThat(created.get("p")).isNotSameAs(second);
        assertThat(tasks.size()).isEqualTo(1);
    }

    @Test
    void whileNoAnswerComesThoseKnownStay() {
        assign(30_000, target("p", "10.0.0.1"));
        reply = new ReportReply.Failed("no connection");
        long first = roster.step();
        long fifth = 0;
        for (int i = 0; i < 4; i++) {
            fifth = roster.step();
        }

        assertThat(Nanos.toMillis(first)).isBetween(500L, 1_000L);
        assertThat(Nanos.toMillis(fifth)).isBetween(8_000L, 16_000L);
        assertThat(tasks.size()).isEqualTo(1);
        assertThat(log).hasSize(2).last().isEqualTo("targets unknown: no connection");
    }

    @Test
    void waitsAsLongAsTheOperatorSaysAndTellsWhyItWasRefused() {
        reply = new ReportReply.Refused(429, "too many samplers", 20_000);
        assertThat(Nanos.toMillis(roster.step())).isBetween(20_000L, 21_000L);

        reply = new ReportReply.Refused(404, "", -1);
        assertThat(Nanos.toMillis(roster.step())).isBetween(500L, 1_000L);
        assertThat(log).containsExactly("targets refuses: HTTP 429: too many samplers", "targets refuses: HTTP 404: ");
    }

    @Test
    void aTargetThatCanBeNoneIsToldAndTheOthersAreKept() {
        assign(30_000, target("bad", "127.0.0.1"), target("p", "10.0.0.1"));

        assertThat(tasks.size()).isEqualTo(1);
        assertThat(log).contains("target refused: shop/bad: 127.0.0.1 is no address of a pod");
    }

    @Test
    void thatSomeAreLeftOutIsSaidOnce() {
        reply = new ReportReply.Assigned(new TargetList(List.of(target("p", "10.0.0.1")), 3, 30_000));
        roster.step();
        roster.step();

        assertThat(log).containsExactly("targets assigned: 1 targets, 3 more are left out: one sampler is given 250");
    }

    private long assign(long pollMillis, NodeTarget... targets) {
        reply = new ReportReply.Assigned(new TargetList(List.of(targets), 0, pollMillis));
        return roster.step();
    }

    private static NodeTarget target(String name, String host) {
        return new NodeTarget(new PodRef("shop", name, "uid-" + name), host, "");
    }

    private List<String> due() {
        List<String> names = new ArrayList<>();
        for (DueTasks.Entry entry = tasks.poll(); entry != null; entry = tasks.poll()) {
            Task task = entry.task();
            created.forEach((name, own) -> {
                if (own == task) {
                    names.add(name);
                }
            });
        }
        return names;
    }

    private final class Factory implements TargetTasks {

        @Override
        public Task create(NodeTarget target) {
            PodAddress.parse(target.host());
            FakeTask task = new FakeTask(1);
            created.put(target.pod().name(), task);
            return task;
        }

        @Override
        public void count(int targets) {
            counts.add(targets);
        }
    }
}
