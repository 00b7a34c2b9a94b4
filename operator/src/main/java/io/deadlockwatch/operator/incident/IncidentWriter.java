package io.deadlockwatch.operator.incident;

import io.deadlockwatch.crds.BlockingIncident;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Writes incidents down, the last state of each only. What fails is tried again, all of it together, at most once every {@link #RETRY}, however much changes
 * meanwhile; what can never succeed, because the namespace is going away, is let go.
 */
public final class IncidentWriter implements IncidentListener, AutoCloseable {

    /** Time between two tries. */
    static final Duration RETRY = Duration.ofSeconds(5);

    private static final Logger LOG = Logger.getLogger(IncidentWriter.class);

    private final IncidentStore store;
    private final Turns turns;
    private final Clock clock;
    private final IncidentObjects objects = new IncidentObjects();
    private final Map<IncidentKey, IncidentChange> pending = new LinkedHashMap<>();
    private final Set<IncidentKey> failing = new HashSet<>();
    private boolean retryScheduled;

    IncidentWriter(IncidentStore store, Turns turns, Clock clock) {
        this.store = store;
        this.turns = turns;
        this.clock = clock;
    }

    /** Writes to the API server, on a thread of its own. */
    public static IncidentWriter to(KubernetesIncidentStore store, Clock clock) {
        return new IncidentWriter(store, new ThreadTurns("incidents"), clock);
    }

    @Override
    public void changed(IncidentChange change) {
        synchronized (pending) {
            pending.put(change.incident().key(), change);
        }
        turns.soon(() -> writeAll(false));
    }

    /** Writes what waits; what failed before only if this is its next try. */
    private void writeAll(boolean retry) {
        List<IncidentChange> changes = new ArrayList<>();
        synchronized (pending) {
            pending.values()
                    .removeIf(change ->
                            (retry || !failing.contains(change.incident().key())) && changes.add(change));
        }
        changes.forEach(this::tryToWrite);
        synchronized (pending) {
            if (!failing.isEmpty() && !retryScheduled) {
                retryScheduled = true;
                turns.later(RETRY, this::retry);
            }
        }
    }

    private void retry() {
        synchronized (pending) {
            retryScheduled = false;
        }
        writeAll(true);
    }

    /** Tries once; a change that failed waits for the next try unless a newer one came. */
    private void tryToWrite(IncidentChange change) {
        IncidentKey key = change.incident().key();
        try {
            write(change);
        } catch (StoreException e) {
            if (!e.isFutile()) {
                boolean isNews;
                synchronized (pending) {
                    pending.putIfAbsent(key, change);
                    isNews = failing.add(key);
                }
                if (isNews) {
                    LOG.warnf(
                            "incident %s cannot be written, tried again: %s",
                            change.incident().name(), e.getMessage());
                }
                return;
            }
        }
        synchronized (pending) {
            failing.remove(key);
        }
    }

    private void write(IncidentChange change) throws StoreException {
        IncidentView incident = change.incident();
        if (change instanceof IncidentChange.Removed) {
            store.delete(objects.resource(incident));
            return;
        }
        if (change instanceof IncidentChange.Opened) {
            store.create(objects.resource(incident));
        }
        BlockingIncident status = objects.withStatus(incident, clock.instant());
        if (!store.applyStatus(status)) { // it was never made, or somebody deleted it
            store.create(objects.resource(incident));
            store.applyStatus(status);
        }
    }

    @Override
    public void close() {
        turns.close();
    }
}
