package io.deadlockwatch.operator.incident;

import io.deadlockwatch.operator.pods.PodInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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
    private Blocked blocked;

    PodPart(PodShare share) {
        this.name = share.name();
        this.uid = "";
        this.revision = share.revision();
        this.goroutines = share.goroutines();
        this.since = share.since();
        this.blocked = share.goroutines() > 0 ? Blocked.IN_THIS : Blocked.NOT;
    }

    PodPart(PodInfo pod, Instant since) {
        this.name = pod.name();
        this.uid = pod.uid();
        this.revision = pod.revision();
        this.since = since;
        this.blocked = Blocked.NOT;
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

    /**
     * Something is to be said against the site in this pod.
     *
     * @return whether it came back: an earlier process of the pod had it, and this one has it for the first time
     */
    boolean see(PodSightings report, long count) {
        boolean restarted = blocked == Blocked.IN_FORMER || (blocked == Blocked.IN_THIS && !isSameProcess(report));
        blocked = count > 0 ? Blocked.IN_THIS : Blocked.IN_FORMER;
        return restarted && count > 0;
    }

    /** Until the first report after a start of the operator, the process that the object tells of. */
    private boolean isSameProcess(PodSightings report) {
        return uid.isEmpty() || (uid.equals(report.pod().uid()) && incarnation == report.incarnation());
    }

    /** A report of the pod tells how many goroutines stand at the site now. */
    void report(PodSightings report, long count, Instant now) {
        PodInfo pod = report.pod();
        // A new sampler counts incarnations and samples from the beginning.
        boolean sameTarget = uid.equals(pod.uid())
                && incarnation == report.incarnation()
                && report.goodSamples() >= samplesWhenCleared;
        if (blocked == Blocked.IN_THIS && !isSameProcess(report)) {
            blocked = count > 0 ? Blocked.IN_THIS : Blocked.IN_FORMER;
        }
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

    /** Since when the pod is not there; empty if it is. */
    Optional<Instant> goneSince() {
        return Optional.ofNullable(goneSince);
    }

    private static boolean hasPassed(Instant start, Duration time, Instant now) {
        return Duration.between(start, now).compareTo(time) >= 0;
    }

    /** In which process of the pod goroutines were blocked last. */
    private enum Blocked {
        NOT,
        IN_FORMER,
        IN_THIS
    }
}
