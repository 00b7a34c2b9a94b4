package io.deadlockwatch.operator.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.protocol.Report;
import io.deadlockwatch.core.protocol.StackEntry;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.operator.ingest.StackTable.Row;
import io.deadlockwatch.operator.testing.Given;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * A sampler of the simplest kind talks over a network that loses reports, loses answers, repeats and delays. Whenever a report gets through, the operator knows exactly
 * what the sampler knew when it sent it, and nothing is ever counted twice.
 */
class LossyNetworkTest {

    private static final int STEPS = 60;

    @Property(tries = 200)
    void whatGetsThroughIsWhatWasSent(@ForAll long seed) {
        Random random = new Random(seed);
        Sessions sessions = new Sessions(new SessionProtocol(new StackPool()));
        List<Report> delayed = new ArrayList<>();
        Sender sender = new Sender(random);
        for (int step = 0; step < STEPS; step++) {
            if (random.nextInt(15) == 0) {
                sender.restart();
            }
            sender.change();
            Report report = sender.compose();
            if (random.nextInt(4) == 0) {
                delayed.add(report);
                continue;
            }
            Step outcome = sessions.apply(report, Given.NOW).step();
            assertThat(outcome).isNotInstanceOf(Step.Invalid.class);
            if (outcome instanceof Step.Applied(Session session)) {
                assertThat(present(session)).isEqualTo(sender.truth());
            }
            if (random.nextInt(4) != 0) {
                sender.answered(outcome);
            }
            if (random.nextInt(3) == 0 && !delayed.isEmpty()) {
                Session before = sessions.find("uid-p").orElse(null);
                Report straggler = delayed.remove(random.nextInt(delayed.size()));
                Step late = sessions.apply(straggler, Given.NOW).step();
                if (before != null && straggler.epoch().equals(before.epoch()) && straggler.seq() <= before.seq()) {
                    assertThat(late).isNotInstanceOf(Step.Applied.class);
                }
            }
        }
    }

    private static Map<String, Long> present(Session session) {
        return StreamSupport.stream(session.stacks().spliterator(), false)
                .map(Row::entry)
                .filter(entry -> entry.count() > 0)
                .collect(Collectors.toMap(StackEntry::stack, StackEntry::count));
    }

    /** Sends everything, or what changed since the report acknowledged last. */
    private static final class Sender {

        private final Random random;
        private final Map<Stack, Long> counts = new HashMap<>();
        private Map<Stack, Long> told = new HashMap<>();
        private Map<Stack, Long> pending = new HashMap<>();
        private String epoch;
        private long seq;
        private long base;

        Sender(Random random) {
            this.random = random;
            this.epoch = "%016x".formatted(random.nextLong());
        }

        void restart() {
            epoch = "%016x".formatted(random.nextLong());
            seq = 0;
            resync();
        }

        private void resync() {
            base = 0;
            told = new HashMap<>();
        }

        void change() {
            Stack stack = Given.blocked("shop.f" + random.nextInt(6));
            counts.put(stack, (long) random.nextInt(4));
        }

        Map<String, Long> truth() {
            return counts.entrySet().stream()
                    .filter(count -> count.getValue() > 0)
                    .collect(Collectors.toMap(count -> Reports.id(count.getKey()), Map.Entry::getValue));
        }

        Report compose() {
            Map<Stack, Long> changed = new HashMap<>();
            counts.forEach((stack, count) -> {
                if (!count.equals(told.get(stack))) {
                    changed.put(stack, count);
                }
            });
            pending = new HashMap<>(counts);
            List<Stack> news = changed.keySet().stream()
                    .filter(stack -> !told.containsKey(stack))
                    .toList();
            return Reports.delta(epoch, ++seq, base, changed, news);
        }

        void answered(Step outcome) {
            switch (outcome) {
                case Step.Applied(Session session) -> {
                    base = session.seq();
                    told = pending;
                }
                case Step.Resync _ -> resync();
                default -> {}
            }
        }
    }
}
