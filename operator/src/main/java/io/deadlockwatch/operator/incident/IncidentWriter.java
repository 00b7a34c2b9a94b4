package io.deadlockwatch.operator.incident;

import io.deadlockwatch.crds.BlockingIncident;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Writes incidents to the API server, on a thread of its own, the last state of each only. What fails is tried again; what can never succeed, because the namespace
 * is going away, is let go.
 */
public final class IncidentWriter implements IncidentListener, AutoCloseable {

    /** Who wrote it, for server-side apply. */
    public static final String FIELD_MANAGER = "deadlockwatch-operator";

    private static final Logger LOG = Logger.getLogger(IncidentWriter.class);
    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(FIELD_MANAGER)
            .withForce(true)
            .build();
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final int NOT_FOUND = 404;
    private static final int FORBIDDEN = 403;
    private static final int CONFLICT = 409;
    private static final String TERMINATING = "being terminated";

    private final KubernetesClient client;
    private final Clock clock;
    private final IncidentObjects objects = new IncidentObjects();
    private final Map<IncidentKey, IncidentChange> pending = new LinkedHashMap<>();
    private final Set<IncidentKey> failing = new HashSet<>();
    private boolean retryScheduled;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("incidents").daemon().factory());

    public IncidentWriter(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    @Override
    public void changed(IncidentChange change) {
        IncidentKey key = change.incident().key();
        synchronized (pending) {
            pending.put(key, change);
            if (failing.contains(key)) {
                return; // its next try is scheduled, and takes this newer state
            }
        }
        thread.execute(() -> writeAll(false));
    }

    /** Writes what waits; what failed before only if this is its next try. At most one such try is scheduled at a time. */
    private void writeAll(boolean retry) {
        List<IncidentChange> changes = new ArrayList<>();
        synchronized (pending) {
            pending.values()
                    .removeIf(change ->
                            (retry || !failing.contains(change.incident().key())) && changes.add(change));
        }
        changes.forEach(this::tryToWrite);
        synchronized (pending) {
            if (!failing.isEmpty() && !retryScheduled && !thread.isShutdown()) {
                retryScheduled = true;
                Future<?> _ = thread.schedule(this::retry, RETRY.toMillis(), TimeUnit.MILLISECONDS);
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
        } catch (KubernetesClientException e) {
            if (!isFutile(e)) {
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

    private static boolean isFutile(KubernetesClientException e) {
        return (e.getCode() == FORBIDDEN && String.valueOf(e.getMessage()).contains(TERMINATING))
                || e.getCode() == NOT_FOUND;
    }

    private void write(IncidentChange change) {
        IncidentView incident = change.incident();
        if (change instanceof IncidentChange.Removed) {
            client.resource(objects.resource(incident)).delete();
            return;
        }
        if (change instanceof IncidentChange.Opened) {
            create(incident);
        }
        BlockingIncident status = objects.withStatus(incident, clock.instant());
        try {
            apply(status);
        } catch (KubernetesClientException e) {
            if (e.getCode() != NOT_FOUND) {
                throw e;
            }
            create(incident); // it was never made, or somebody deleted it
            apply(status);
        }
    }

    private void apply(BlockingIncident status) {
        client.resource(status).subresource("status").patch(APPLY);
    }

    private void create(IncidentView incident) {
        try {
            client.resource(objects.resource(incident)).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != CONFLICT) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
