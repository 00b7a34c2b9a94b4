package io.deadlockwatch.operator.fleet;

import io.deadlockwatch.operator.coverage.Contact;
import io.deadlockwatch.operator.fleet.Surveyor.SamplerContact;
import io.deadlockwatch.operator.incident.IncidentBook;
import io.deadlockwatch.operator.incident.IncidentService;
import io.deadlockwatch.operator.ingest.Session;
import io.deadlockwatch.operator.ingest.Sessions;
import io.deadlockwatch.operator.pods.PodInfo;
import io.deadlockwatch.operator.pods.Pods;
import io.deadlockwatch.operator.policy.PolicyBook;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/** Where the current {@link FleetView} is; {@link #look} makes the next one. */
public final class Fleet {

    private final Surveyor surveyor;
    private final Pods pods;
    private final PolicyBook policies;
    private final Sessions sessions;
    private final IncidentService incidents;
    private final IncidentBook book;
    private final Clock clock;
    private final ReentrantLock looking = new ReentrantLock();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition looked = lock.newCondition();
    private volatile FleetView view = FleetView.EMPTY;

    public Fleet(
            Surveyor surveyor,
            Pods pods,
            PolicyBook policies,
            Sessions sessions,
            IncidentService incidents,
            IncidentBook book,
            Clock clock) {
        this.surveyor = surveyor;
        this.pods = pods;
        this.policies = policies;
        this.sessions = sessions;
        this.incidents = incidents;
        this.book = book;
        this.clock = clock;
    }

    public FleetView view() {
        return view;
    }

    /** The current view; one with that watch in it if the watch has come since: who has just written it waits for its status. Before the first look there is none to be had. */
    public FleetView viewWith(String watchUid) {
        FleetView now = view;
        if (now.at().isAfter(FleetView.EMPTY.at()) && now.watch(watchUid).isEmpty()) {
            look();
        }
        return view;
    }

    /** Waits for another view than the one that was seen; returns the current one, whichever it is, when the time is over. */
    public FleetView next(FleetView seen, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (view.at().equals(seen.at()) && left > 0) {
                left = looked.awaitNanos(left);
            }
            return view;
        } finally {
            lock.unlock();
        }
    }

    private void show(FleetView next) {
        lock.lock();
        try {
            view = next;
            looked.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Looks at all pods, lets incidents end, and forgets what pods that are gone have said. One look after the other. */
    public void look() {
        looking.lock();
        try {
            lookOnce();
        } finally {
            looking.unlock();
        }
    }

    private void lookOnce() {
        List<PodInfo> now = List.copyOf(pods.all());
        Survey survey = surveyor.survey(
                policies.current(), now, uid -> sessions.find(uid).map(Fleet::contact), clock.instant());
        incidents.tick(survey);
        show(survey.with(book.views(), book.truncated(survey.at())));
        sessions.retain(now.stream().map(PodInfo::uid).collect(Collectors.toUnmodifiableSet()));
    }

    private static SamplerContact contact(Session session) {
        return new SamplerContact(
                new Contact(
                        session.receivedAt(),
                        session.target(),
                        session.window(),
                        session.gapRaisedAt(),
                        session.dropRaisedAt(),
                        Duration.ofMillis(session.ladder().intervalMillis())),
                session.sampler());
    }
}
