package io.deadlockwatch.operator.incident;

import io.deadlockwatch.operator.pods.PodInfo;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A pod's part in an incident, while the book keeps it: how many goroutines, and since when none. */
final class PodPart {

    private final String name;
    private String uid;
    private String revision;
    private long goroutines;
    private Instant since;
    private long incarnation;
    private @Nullable Instant clearSince;
    private long samplesWhenCleared;
    private long samplesSinceClear;
    private @Nullable Instant goneSince;

    PodPart(PodShare share) {
        this.name = share.name();
        this.uid = "";
        this.revision = share.revision();
        this.goroutines = share.goroutines();
        this.since = share.since();
    }

    PodPart(PodInfo pod, Instant since) {
        this.name = pod.name();
        this.uid = pod.uid();
        this.revision = pod.revision();
        this.since = since;
    }

    String name() {
        return name;
    }

    boolean isGone() {
        return goneSince != null;
    }

    boolean hasGoroutines() {
        return goroutines > 0;
    }

    PodShare share() {
        return new PodShare(name, revision, goroutines, since);
    }

    /** A report of the pod tells how many goroutines stand at the site now. */
    void report(PodSightings report, long count, Instant now) {
        PodInfo pod = report.pod();
        boolean sameTarget = uid.equals(pod.uid()) && incarnation == report.incarnation();
        uid = pod.uid();
        revision = pod.revision();
        incarnation = report.incarnation();
        goneSince = null;
        goroutines = count;
        if (count > 0) {
            clearSince = null;
        } else if (clearSince == null || !sameTarget) {
            clearSince = now;
            samplesWhenCleared = report.goodSamples();
            samplesSinceClear = 0;
        } else {
            samplesSinceClear = report.goodSamples() - samplesWhenCleared;
        }
    }

    /** Whether the pod is not there is looked at from time to time. */
    void look(PodPresence presence, Instant now) {
        if (presence != PodPresence.GONE) {
            goneSince = null;
        } else if (goneSince == null) {
            goneSince = now;
            goroutines = 0;
        }
    }

    /** Whether nothing speaks for the incident in this pod any more, and has not for long enough. */
    boolean isOver(PodPresence presence, IncidentRules rules, Instant now) {
        if (goneSince != null) {
            return hasPassed(goneSince, rules.clearAfter(), now);
        }
        return presence == PodPresence.OBSERVED
                && clearSince != null
                && samplesSinceClear >= rules.clearSamples()
                && hasPassed(clearSince, rules.clearAfter(), now);
    }

    private static boolean hasPassed(Instant start, Duration time, Instant now) {
        return Duration.between(start, now).compareTo(time) >= 0;
    }
}
