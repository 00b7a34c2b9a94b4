package io.deadlockwatch.operator.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.identity.Site;
import io.deadlockwatch.core.judge.Evidence;
import io.deadlockwatch.core.judge.Judgement;
import io.deadlockwatch.core.judge.Verdict;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.operator.incident.NaiveBook.Heard;
import io.deadlockwatch.operator.incident.NaiveBook.Outcome;
import io.deadlockwatch.operator.incident.Sighting.Worst;
import io.deadlockwatch.operator.pods.Workload;
import io.deadlockwatch.operator.policy.FindingChoice;
import io.deadlockwatch.operator.policy.WatchPolicy;
import io.deadlockwatch.operator.testing.Given;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Two pods, two sites: every order of what can happen to them, up to a length, and many longer ones. After each step the book says what the naive one does, and what is
 * stored is as open as what is known.
 */
class EveryOrderTest {

    private static final int EXHAUSTIVE = 4;
    private static final int LONG = 14;
    private static final int LONG_ONES = 3_000;
    private static final Duration BLOCKED_FOR = Duration.ofMinutes(5);
    private static final WatchPolicy WATCH = Given.watch();
    private static final List<Stack> STACKS = List.of(Given.blocked("shop.one"), Given.blocked("shop.other"));

    /** What can happen. */
    private enum Step {
        FIRST_IS_CLEAN,
        FIRST_HAS_ONE,
        FIRST_HAS_BOTH,
        SECOND_IS_CLEAN,
        SECOND_HAS_OTHER,
        FIRST_SAYS_IT_AGAIN,
        FIRST_RESTARTS,
        SECOND_RESTARTS,
        ROLLOUT,
        SUPPRESS,
        WAIT,
        OPERATOR_RESTARTS
    }

    @Test
    void everyShortOrder() {
        Step[] order = new Step[EXHAUSTIVE];
        explore(order, 0);
    }

    private static void explore(Step[] order, int length) {
        if (length == order.length) {
            run(List.of(order));
            return;
        }
        for (Step step : Step.values()) {
            order[length] = step;
            explore(order, length + 1);
        }
    }

    @Test
    void manyLongOrders() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < LONG_ONES; i++) {
            List<Step> order = new ArrayList<>();
            for (int j = 0; j < LONG; j++) {
                order.add(Step.values()[random.nextInt(Step.values().length)]);
            }
            run(order);
        }
    }

    private static void run(List<Step> order) {
        Shop shop = new Shop();
        for (int i = 0; i < order.size(); i++) {
            shop.take(order.get(i));
            int last = i;
            assertThat(shop.book())
                    .as(() -> "after " + order.subList(0, last + 1))
                    .isEqualTo(shop.naive.outcome());
            assertThat(shop.storedOpen())
                    .as(() -> "stored after " + order.subList(0, last + 1))
                    .isEqualTo(shop.open());
        }
    }

    /** The shop, its operator and the API server. */
    private static final class Shop implements World {

        private Instant now = Given.NOW.plus(Duration.ofMinutes(6));
        private IncidentBook book = new IncidentBook(IncidentRules.DEFAULTS, Given.NOW);
        private final NaiveBook naive = new NaiveBook(Given.NOW, Given.NOW.minus(Duration.ofMinutes(10)));
        private final Map<IncidentKey, IncidentView> stored = new HashMap<>();
        private final Map<String, Heard> lastWords = new HashMap<>();
        private int generation = 1;
        private final int[] processes = {1, 1};
        private final long[] samples = {8, 8};

        void take(Step step) {
            now = now.plusSeconds(60);
            switch (step) {
                case FIRST_IS_CLEAN -> report(0, Set.of());
                case FIRST_HAS_ONE -> report(0, Set.of(0));
                case FIRST_HAS_BOTH -> report(0, Set.of(0, 1));
                case SECOND_IS_CLEAN -> report(1, Set.of());
                case SECOND_HAS_OTHER -> report(1, Set.of(1));
                case FIRST_SAYS_IT_AGAIN -> repeat();
                case FIRST_RESTARTS -> restart(0);
                case SECOND_RESTARTS -> restart(1);
                case ROLLOUT -> {
                    naive.gone(name(0), now);
                    naive.gone(name(1), now);
                    generation++;
                    restart(0);
                    restart(1);
                }
                case SUPPRESS ->
                    stored.replaceAll((key, view) -> {
                        book.suppress(key, Optional.of(now.plus(Duration.ofDays(1))));
                        return view;
                    });
                case WAIT -> now = now.plus(Duration.ofMinutes(45));
                case OPERATOR_RESTARTS -> {
                    book = new IncidentBook(IncidentRules.DEFAULTS, now);
                    book.restore(List.copyOf(stored.values()));
                    naive.restart(stored.values(), now);
                }
            }
            store(book.tick(this, now));
            naive.tick(now);
        }

        private void restart(int pod) {
            processes[pod]++;
            samples[pod] = 0;
        }

        private String name(int pod) {
            return (pod == 0 ? "a" : "b") + generation;
        }

        private void report(int pod, Set<Integer> sites) {
            samples[pod] += 4;
            Map<Site, Sighting> sightings = new HashMap<>();
            for (int site : sites) {
                Stack stack = STACKS.get(site);
                Judgement judgement = new Judgement(
                        Verdict.CONFIRMED,
                        Set.of(Evidence.PERSISTENT),
                        Site.of(stack),
                        stack.frames().getLast(),
                        Optional.empty(),
                        List.of());
                sightings.put(Site.of(stack), new Sighting(3, Optional.of(new Worst(stack, judgement, BLOCKED_FOR))));
            }
            say(new Heard(now, name(pod), processes[pod], samples[pod], sightings.keySet()), sightings);
        }

        private void say(Heard heard, Map<Site, Sighting> sightings) {
            store(book.observe(
                    new PodSightings(
                            WATCH,
                            Given.pod(heard.pod()),
                            FindingChoice.NONE,
                            heard.process(),
                            heard.samples(),
                            sightings),
                    now));
            naive.report(heard);
            lastWords.put(heard.pod(), heard);
        }

        /** A resync: the same state, told in full once more. */
        private void repeat() {
            Heard last = lastWords.get(name(0));
            if (last != null && last.process() == processes[0]) {
                samples[0] -= 4;
                Set<Integer> sites = new HashSet<>();
                for (int i = 0; i < STACKS.size(); i++) {
                    if (last.sites().contains(Site.of(STACKS.get(i)))) {
                        sites.add(i);
                    }
                }
                report(0, sites);
            }
        }

        private void store(List<IncidentChange> changes) {
            for (IncidentChange change : changes) {
                if (change instanceof IncidentChange.Removed) {
                    stored.remove(change.incident().key());
                } else {
                    stored.put(change.incident().key(), change.incident());
                }
            }
        }

        Map<String, Outcome> book() {
            Map<String, Outcome> all = new TreeMap<>();
            book.views()
                    .forEach(view -> all.put(
                            view.key().site().symbol(),
                            new Outcome(view.isOpen(), view.episodes(), view.resolution())));
            return all;
        }

        Map<String, Boolean> open() {
            Map<String, Boolean> all = new TreeMap<>();
            book().forEach((site, outcome) -> all.put(site, outcome.open()));
            return all;
        }

        Map<String, Boolean> storedOpen() {
            Map<String, Boolean> all = new TreeMap<>();
            stored.values().forEach(view -> all.put(view.key().site().symbol(), view.isOpen()));
            return all;
        }

        @Override
        public PodPresence presence(String namespace, String podName) {
            return podName.endsWith(String.valueOf(generation)) ? PodPresence.OBSERVED : PodPresence.GONE;
        }

        @Override
        public int coveragePercent(String watchUid, Workload workload) {
            return 100;
        }

        @Override
        public Optional<WatchPolicy> watch(String uid) {
            return Optional.of(WATCH);
        }
    }
}
