package io.deadlockwatch.cli;

import io.deadlockwatch.core.findings.FindingIndex;
import io.deadlockwatch.core.identity.Frames;
import io.deadlockwatch.core.identity.Site;
import io.deadlockwatch.core.identity.StackFingerprint;
import io.deadlockwatch.core.judge.Judge;
import io.deadlockwatch.core.judge.Judgement;
import io.deadlockwatch.core.judge.Match;
import io.deadlockwatch.core.judge.Matcher;
import io.deadlockwatch.core.judge.Observation;
import io.deadlockwatch.core.judge.Policy;
import io.deadlockwatch.core.judge.Surroundings;
import io.deadlockwatch.core.ledger.Ledger;
import io.deadlockwatch.core.ledger.LedgerEntry;
import io.deadlockwatch.core.ledger.LedgerLimits;
import io.deadlockwatch.core.ledger.Sighting;
import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.core.snapshot.StackCount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What snapshots of one process, in the order they were taken, and static findings say together.
 *
 * @param sites where goroutines wait for what may never come, worst first
 * @param otherStates how many goroutines are in each of the other states
 */
record Analysis(List<SiteView> sites, Map<String, Long> otherStates) {

    private static final LedgerLimits LEDGER = new LedgerLimits(50_000, 256L << 20);
    private static final Comparator<SiteView> WORST_FIRST = Comparator.<SiteView>comparingInt(view -> -view.rank())
            .thenComparingLong(view -> -view.goroutines())
            .thenComparing(view -> view.site().toString());

    Analysis {
        sites = List.copyOf(sites);
    }

    /**
     * The goroutines of one site.
     *
     * @param where the innermost user frame of those that weigh most
     * @param places how many of them stand at each place, {@code file:line}
     * @param judgement what is to be said of them, if anything
     * @param match the finding that fits best, with enough confidence; also without a judgement, as one snapshot cannot show persistence
     */
    record SiteView(
            Site site,
            String state,
            long goroutines,
            Duration seenFor,
            Frame where,
            Map<String, Long> places,
            Optional<Judgement> judgement,
            Optional<Match> match) {

        int rank() {
            if (judgement.isEmpty()) {
                return match.isPresent() ? 1 : 0;
            }
            return switch (judgement.get().verdict()) {
                case PROVEN -> 4;
                case CONFIRMED -> 3;
                case SUSPECTED -> 2;
            };
        }

        private SiteView plus(SiteView other) {
            boolean otherIsWorse = other.rank() > rank() || (other.rank() == rank() && other.goroutines > goroutines);
            SiteView worse = otherIsWorse ? other : this;
            Map<String, Long> all = new TreeMap<>(places);
            other.places.forEach((place, count) -> all.merge(place, count, Long::sum));
            return new SiteView(
                    site,
                    worse.state,
                    goroutines + other.goroutines,
                    worse.seenFor,
                    worse.where,
                    all,
                    worse.judgement,
                    worse.match);
        }
    }

    static Analysis of(List<Snapshot> snapshots, Duration interval, FindingIndex findings, Policy policy) {
        Ledger ledger = new Ledger(LEDGER);
        for (int i = 0; i < snapshots.size(); i++) {
            ledger.record(sightings(snapshots.get(i)), interval.multipliedBy(i).toNanos());
        }
        Snapshot last = snapshots.getLast();
        Judge judge = Judge.withBuiltInCatalogue();
        Surroundings surroundings = Surroundings.of(last);
        Map<Site, SiteView> sites = new LinkedHashMap<>();
        for (LedgerEntry entry : ledger.entries()) {
            if (!entry.isGone()) {
                Observation seen = new Observation(
                        entry.stack(),
                        entry.count(),
                        entry.min(),
                        Duration.ofNanos(entry.blockedForNanos()),
                        snapshots.size());
                SiteView view = view(seen, judge, findings, policy, surroundings);
                sites.merge(view.site(), view, SiteView::plus);
            }
        }
        return new Analysis(sites.values().stream().sorted(WORST_FIRST).toList(), otherStates(last));
    }

    /** Whether nothing is to be said against any site. */
    boolean isClean() {
        return sites.stream().allMatch(site -> site.rank() == 0);
    }

    private static SiteView view(
            Observation seen, Judge judge, FindingIndex findings, Policy policy, Surroundings surroundings) {
        Frame where = Frames.innermost(seen.stack().frames()).orElse(new Frame("", "", 0, 0));
        Optional<Judgement> judgement = judge.judge(seen, findings, policy, surroundings);
        Optional<Match> match = new Matcher()
                .match(seen, findings, policy, surroundings)
                .filter(best -> best.confidence().total() >= policy.minConfidencePercent());
        return new SiteView(
                Site.of(seen.stack()),
                seen.stack().state().words(),
                seen.count(),
                seen.blockedFor(),
                where,
                Map.of(where.file() + ":" + where.line(), seen.count()),
                judgement,
                match);
    }

    private static List<Sighting> sightings(Snapshot snapshot) {
        List<Sighting> sightings = new ArrayList<>();
        for (StackCount stack : snapshot.stacks()) {
            if (stack.stack().state().canBlockForEver()) {
                sightings.add(new Sighting(StackFingerprint.of(stack.stack()), stack.stack(), stack.count()));
            }
        }
        return sightings;
    }

    private static Map<String, Long> otherStates(Snapshot snapshot) {
        Map<String, Long> states = new TreeMap<>();
        for (StackCount stack : snapshot.stacks()) {
            if (!stack.stack().state().canBlockForEver()) {
                states.merge(stack.stack().state().words(), stack.count(), Long::sum);
            }
        }
        return states;
    }
}
