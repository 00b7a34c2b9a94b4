package io.deadlockwatch.cli.analysis;

import io.deadlockwatch.core.identity.NamedStack;
import io.deadlockwatch.core.identity.Site;
import io.deadlockwatch.core.identity.StackFingerprint;
import io.deadlockwatch.core.judge.Attribution;
import io.deadlockwatch.core.judge.Leaks;
import io.deadlockwatch.core.judge.Match;
import io.deadlockwatch.core.judge.Observation;
import io.deadlockwatch.core.judge.Opinion;
import io.deadlockwatch.core.judge.Proof;
import io.deadlockwatch.core.judge.Surroundings;
import io.deadlockwatch.core.ledger.Ledger;
import io.deadlockwatch.core.ledger.LedgerEntry;
import io.deadlockwatch.core.ledger.LedgerLimits;
import io.deadlockwatch.core.ledger.Sighting;
import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.core.snapshot.StackCount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one process so far. Snapshots come in as they were taken; each rung of the ladder adds what only it can tell: whole snapshots the counts over time,
 * text dumps ids and printed waits, leak profiles what nothing can wake, and others their proofs. Not safe for many threads.
 */
public final class CaseFile {

    private static final LedgerLimits LEDGER = new LedgerLimits(50_000, 256L << 20);

    private final Judging judging;
    private final Ledger ledger = new Ledger(LEDGER);
    private final Map<String, StackCount> leaked = new LinkedHashMap<>();
    private final Map<String, List<Proof>> proofs = new HashMap<>();
    private final DumpPair dumps;
    private Leaks leaks = Leaks.NONE;
    private int snapshots;
    private int leakProfiles;
    private long firstNanos;
    private long lastNanos;
    private @Nullable Snapshot last;

    public CaseFile(Judging judging) {
        this.judging = judging;
        this.dumps = new DumpPair(judging.names());
    }

    /** A case with all these snapshots in it, in the order they were taken. */
    public static CaseFile of(Judging judging, List<Taken> inOrder) {
        CaseFile file = new CaseFile(judging);
        inOrder.forEach(file::add);
        return file;
    }

    /** Takes in one snapshot, not older than those before. */
    public void add(Taken taken) {
        Snapshot snapshot = taken.snapshot();
        firstNanos = last == null ? taken.nanos() : firstNanos;
        lastNanos = taken.nanos();
        leaks = plus(leaks, Leaks.of(snapshot, judging.names()));
        if (!taken.isWhole()) {
            leakProfiles++;
            snapshot.stacks().forEach(stack -> leaked.put(fingerprint(stack), stack));
            last = last == null ? snapshot : last;
            return;
        }
        last = snapshot;
        snapshots++;
        ledger.record(sightings(snapshot), taken.nanos());
        if (taken.isDump()) {
            dumps.add(snapshot, taken.nanos());
        }
    }

    /** Takes in what somebody found out about the stack with this fingerprint. */
    public void prove(String fingerprint, Proof proof) {
        List<Proof> its = proofs.computeIfAbsent(fingerprint, f -> new ArrayList<>());
        if (!its.contains(proof)) {
            its.add(proof);
        }
    }

    /**
     * What all of it says.
     *
     * @throws IllegalStateException before the first snapshot
     */
    public Analysis conclude() {
        Snapshot latest = last;
        if (latest == null) {
            throw new IllegalStateException("no snapshot yet");
        }
        Surroundings surroundings = snapshots > 0 ? Surroundings.of(latest) : Surroundings.UNKNOWN;
        List<StackView> views = new ArrayList<>();
        for (LedgerEntry entry : ledger.entries()) {
            if (!entry.isGone()) {
                views.add(view(entry.id(), observation(entry), surroundings));
            }
        }
        addLeakedElsewhere(views, surroundings);
        Analysis.Overview overview = new Analysis.Overview(
                snapshots,
                leakProfiles,
                Duration.ofNanos(lastNanos - firstNanos),
                latest.buildId(),
                latest.goroutines(),
                latest.stacks().size());
        return new Analysis(overview, bySite(views), otherStates(latest), attribution(views));
    }

    private Observation observation(LedgerEntry entry) {
        return new Observation(
                        entry.stack(), entry.count(), entry.min(), Duration.ofNanos(entry.blockedForNanos()), snapshots)
                .grown(entry.growth());
    }

    /**
     * Leaked goroutines stay for ever, so those whose site no whole snapshot shows are there all the same: it was taken before they leaked, or there is none. A site that
     * one does show is left alone: its goroutines are counted already, perhaps by a stack that was cut elsewhere.
     */
    private void addLeakedElsewhere(List<StackView> views, Surroundings surroundings) {
        Set<Site> shown = views.stream().map(StackView::site).collect(Collectors.toSet());
        leaked.forEach((fingerprint, stack) -> {
            Observation seen = new Observation(stack.stack(), stack.count(), 0, Duration.ZERO, snapshots).grown(0);
            StackView view = view(fingerprint, seen, surroundings);
            if (!shown.contains(view.site())) {
                views.add(view);
            }
        });
    }

    private StackView view(String fingerprint, Observation counted, Surroundings surroundings) {
        NamedStack stack = judging.names().of(counted.stack());
        Observation seen = counted.with(leaks.of(fingerprint)).with(dumps.of(fingerprint));
        for (Proof proof : proofs.getOrDefault(fingerprint, List.of())) {
            seen = seen.with(proof);
        }
        Opinion opinion = judging.opinion(seen, surroundings);
        Optional<Match> match = judging.match(seen, surroundings);
        return new StackView(
                fingerprint,
                stack.site(),
                stack.where(),
                seen,
                opinion,
                Standing.of(opinion, match, judging.policy().minConfidencePercent()),
                match,
                judging.benign(stack));
    }

    private static List<SiteView> bySite(List<StackView> views) {
        Map<Site, List<StackView>> sites = new LinkedHashMap<>();
        for (StackView view : views) {
            sites.computeIfAbsent(view.site(), site -> new ArrayList<>()).add(view);
        }
        return sites.entrySet().stream()
                .map(entry -> new SiteView(entry.getKey(), entry.getValue()))
                .sorted(SiteView.WORST_FIRST)
                .toList();
    }

    private Attribution attribution(List<StackView> views) {
        List<Attribution.Stood> stood = new ArrayList<>();
        for (StackView view : views) {
            view.match()
                    .filter(match -> match.percent() >= judging.policy().minConfidencePercent())
                    .ifPresent(match -> stood.add(new Attribution.Stood(
                            view.fingerprint(), view.seen().count(), match)));
        }
        return Attribution.of(judging.findings(), stood);
    }

    private List<Sighting> sightings(Snapshot snapshot) {
        List<Sighting> sightings = new ArrayList<>();
        for (StackCount stack : snapshot.stacks()) {
            if (stack.count() > 0 && stack.stack().state().canBlockForEver()) {
                sightings.add(new Sighting(fingerprint(stack), stack.stack(), stack.count()));
            }
        }
        return sightings;
    }

    private String fingerprint(StackCount stack) {
        return StackFingerprint.of(stack.stack(), judging.names());
    }

    /** A leak missing from a later leak profile is still one: Go's detector overlooks some, and never takes one back. */
    private static Leaks plus(Leaks before, Leaks now) {
        Map<String, Long> all = new HashMap<>(before.byStack());
        now.byStack().forEach((stack, count) -> all.merge(stack, count, Math::max));
        return new Leaks(all, before.mainToo() || now.mainToo());
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
