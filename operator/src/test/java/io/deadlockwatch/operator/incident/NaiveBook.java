package io.deadlockwatch.operator.incident;

import io.deadlockwatch.core.identity.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The rules of incidents once more, written to be read: it keeps every report and looks all of them through each time. What is open, how often it opened and why it ended
 * must be what {@link IncidentBook} says, which keeps none.
 */
final class NaiveBook {

    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final Duration SETTLE = Duration.ofMinutes(5);
    private static final Duration BLOCKED_FOR = Duration.ofMinutes(5);

    /** What a pod said. */
    record Heard(Instant at, String pod, int process, long samples, Set<Site> sites) {}

    /** What is to be compared. */
    record Outcome(boolean open, int episodes, Optional<Resolution> resolution) {}

    private static final class Known {
        private boolean open = true;
        private int episodes = 1;
        private Instant openedAt;
        private Instant lastSeen;
        private Optional<Resolution> resolution = Optional.empty();
        private Duration cleanFor;
        private Set<String> had = new HashSet<>();
        private Set<String> hadBefore = Set.of();

        Known(Instant now, Duration cleanFor) {
            this.openedAt = now;
            this.lastSeen = now;
            this.cleanFor = cleanFor;
        }
    }

    private final Instant podsStarted;
    private final Map<Site, Known> known = new HashMap<>();
    private final List<Heard> heard = new ArrayList<>();
    private final List<Instant> ticks = new ArrayList<>();
    private final Map<String, Instant> goneAt = new HashMap<>();
    private Instant started;

    NaiveBook(Instant started, Instant podsStarted) {
        this.started = started;
        this.podsStarted = podsStarted;
    }

    void gone(String pod, Instant now) {
        goneAt.put(pod, now);
    }

    /** The operator starts again with what is stored, and remembers nothing else. */
    void restart(Collection<IncidentView> stored, Instant now) {
        started = now;
        heard.clear();
        ticks.clear();
        known.clear();
        for (IncidentView view : stored) {
            Known one = new Known(view.firstSeen(), clean(view.sightedAfter().orElseThrow()));
            one.open = view.isOpen();
            one.episodes = view.episodes();
            one.lastSeen = view.lastSeen();
            one.resolution = view.resolution();
            view.pods().forEach(pod -> one.had.add(pod.name()));
            one.hadBefore = Set.copyOf(one.had);
            known.put(view.key().site(), one);
        }
    }

    private static Duration clean(Duration sightedAfter) {
        Duration twice = sightedAfter.multipliedBy(2);
        Duration most = twice.compareTo(Duration.ofHours(6)) > 0 ? Duration.ofHours(6) : twice;
        return most.compareTo(TEN_MINUTES) < 0 ? TEN_MINUTES : most;
    }

    void report(Heard report) {
        for (Site site : report.sites()) {
            Duration sighted = Duration.between(podsStarted, report.at().minus(BLOCKED_FOR));
            Known one = known.get(site);
            if (one == null) {
                one = new Known(report.at(), clean(sighted));
                known.put(site, one);
            } else if (!one.open) {
                int before = one.episodes;
                one = new Known(report.at(), clean(sighted));
                one.episodes = before + 1;
                known.put(site, one);
            } else if (cameBack(one, site, report)) {
                one.episodes++;
            }
            one.had.add(report.pod());
            one.lastSeen = report.at();
        }
        heard.add(report);
    }

    /**
     * The last time that this pod was heard of with the site in this episode, it was another process. What is stored is of the process that was heard of first since.
     */
    private boolean cameBack(Known one, Site site, Heard report) {
        List<Heard> own =
                heard.stream().filter(old -> old.pod().equals(report.pod())).toList();
        Optional<Heard> last = own.stream()
                .filter(old -> old.sites().contains(site) && !old.at().isBefore(one.openedAt))
                .reduce((_, later) -> later);
        if (last.isEmpty() && one.hadBefore.contains(report.pod())) {
            last = own.stream().findFirst();
        }
        return last.filter(old -> old.process() != report.process()).isPresent();
    }

    void tick(Instant now) {
        ticks.add(now);
        known.forEach((site, one) -> {
            if (one.open) {
                ending(site, one, now).ifPresent(why -> {
                    one.open = false;
                    one.resolution = Optional.of(why);
                });
            }
        });
    }

    private Optional<Resolution> ending(Site site, Known one, Instant now) {
        Optional<Instant> covered = ticks.stream()
                .filter(tick -> !tick.isBefore(started.plus(SETTLE)))
                .filter(tick -> !tick.isBefore(one.openedAt))
                .findFirst();
        if (covered.isEmpty() || isYoung(one.lastSeen, TEN_MINUTES, now)) {
            return Optional.empty();
        }
        Instant replaced = covered.get();
        boolean allGone = !one.had.isEmpty();
        for (String pod : one.had) {
            if (goneAt.containsKey(pod)) {
                Instant noticed = later(goneAt.get(pod), ticks.getFirst());
                replaced = later(replaced, noticed);
                if (isYoung(noticed, TEN_MINUTES, now)) {
                    return Optional.empty();
                }
            } else {
                allGone = false;
                if (!isClean(pod, site, now)) {
                    return Optional.empty();
                }
            }
        }
        if (!allGone) {
            return Optional.of(Resolution.CLEARED);
        }
        return isYoung(replaced, one.cleanFor, now) ? Optional.empty() : Optional.of(Resolution.NOT_SEEN_IN_REVISION);
    }

    /** The reports since the site was last heard of, all of one process, span ten minutes and three samples. */
    private boolean isClean(String pod, Site site, Instant now) {
        List<Heard> clean = new ArrayList<>();
        for (Heard report : heard.reversed()) {
            if (report.pod().equals(pod)) {
                boolean other = !clean.isEmpty() && clean.getLast().process() != report.process();
                if (other || report.sites().contains(site)) {
                    break;
                }
                clean.add(report);
            }
        }
        return !clean.isEmpty()
                && !isYoung(clean.getLast().at(), TEN_MINUTES, now)
                && clean.getFirst().samples() - clean.getLast().samples() >= 3;
    }

    private static boolean isYoung(Instant since, Duration age, Instant now) {
        return Duration.between(since, now).compareTo(age) < 0;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    Map<String, Outcome> outcome() {
        Map<String, Outcome> all = new TreeMap<>();
        known.forEach((site, one) -> all.put(site.symbol(), new Outcome(one.open, one.episodes, one.resolution)));
        return all;
    }
}
