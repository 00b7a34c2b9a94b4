package io.deadlockwatch.operator.incident;

import io.deadlockwatch.operator.ingest.ReportListener;
import io.deadlockwatch.operator.ingest.Session;
import io.deadlockwatch.operator.pods.PodInfo;
import io.deadlockwatch.operator.policy.FindingChoice;
import io.deadlockwatch.operator.policy.WatchPolicy;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** From a report to what happens because of it: judges outside the lock, then tells the book and the listeners in one order. */
public final class IncidentService implements ReportListener {

    private final PodJudge judge;
    private final IncidentBook book;
    private final List<IncidentListener> listeners;
    private final Clock clock;
    private final ReentrantLock order = new ReentrantLock();

    public IncidentService(PodJudge judge, IncidentBook book, List<IncidentListener> listeners, Clock clock) {
        this.judge = judge;
        this.book = book;
        this.listeners = List.copyOf(listeners);
        this.clock = clock;
    }

    @Override
    public void accepted(WatchPolicy watch, PodInfo pod, FindingChoice findings, Session session) {
        PodSightings sightings = judge.judge(watch, pod, findings, session, clock.instant());
        order.lock();
        try {
            tell(book.observe(sightings, clock.instant()));
        } finally {
            order.unlock();
        }
    }

    /** Time has passed. */
    public void tick(World world) {
        order.lock();
        try {
            tell(book.tick(world, clock.instant()));
        } finally {
            order.unlock();
        }
    }

    private void tell(List<IncidentChange> changes) {
        for (IncidentChange change : changes) {
            listeners.forEach(listener -> listener.changed(change));
        }
    }
}
