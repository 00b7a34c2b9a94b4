package io.deadlockwatch.operator.incident;

import io.deadlockwatch.crds.Api;
import io.deadlockwatch.operator.events.EventWriter;
import io.deadlockwatch.operator.pods.Workload;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** A Kubernetes Event on the watch and one on the workload when an incident opens and when it is over; the same one at most once in five minutes. */
public final class IncidentEvents implements IncidentListener, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(IncidentEvents.class);
    private static final Duration SILENCE = Duration.ofMinutes(5);
    private static final int MAX_REMEMBERED = 2_000;
    private static final int MAX_WAITING = 1_000;
    private static final String OPENED = "GoroutinesBlocked";
    private static final String RESOLVED = "IncidentResolved";

    private final KubernetesClient client;
    private final EventWriter events;
    private final Clock clock;
    private final Map<String, Instant> last = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };
    private final ExecutorService thread = new ThreadPoolExecutor(
            0,
            1,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MAX_WAITING),
            Thread.ofPlatform().name("events").daemon().factory(),
            new ThreadPoolExecutor.DiscardPolicy());

    public IncidentEvents(KubernetesClient client, EventWriter events, Clock clock) {
        this.client = client;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public void changed(IncidentChange change) {
        IncidentView incident = change.incident();
        Instant now = clock.instant();
        if (incident.isSuppressed(now)) {
            return;
        }
        switch (change) {
            case IncidentChange.Opened _ ->
                emit(incident, OPENED, now, about -> events.warning(about, OPENED, opened(incident)));
            case IncidentChange.Resolved _ ->
                emit(incident, RESOLVED, now, about -> events.normal(about, RESOLVED, resolved(incident)));
            case IncidentChange.Escalated _, IncidentChange.Updated _, IncidentChange.Removed _ -> {}
        }
    }

    private static String opened(IncidentView incident) {
        Case explanation = incident.explanation();
        String wait = explanation
                .waitFor()
                .lines()
                .findFirst()
                .map(line -> "; " + line)
                .orElse("");
        return incident.verdict().name().toLowerCase(Locale.ROOT) + ": " + blocked(incident.goroutines()) + " in "
                + explanation.waitReason() + " at " + explanation.function() + " ("
                + explanation.location() + ")" + wait + "; kubectl -n "
                + incident.key().namespace() + " get bi " + incident.name() + " -o yaml";
    }

    private static String blocked(long goroutines) {
        if (goroutines == 0) {
            return "goroutines of processes that were ended were blocked";
        }
        return goroutines + (goroutines == 1 ? " goroutine" : " goroutines") + " blocked";
    }

    private static String resolved(IncidentView incident) {
        return "no longer blocked at " + incident.key().site() + "; incident " + incident.name();
    }

    private void emit(IncidentView incident, String reason, Instant now, Consumer<ObjectReference> about) {
        if (isNew(incident.name() + "/" + reason, now)) {
            thread.execute(() -> {
                about.accept(watch(incident));
                workload(incident).forEach(about);
            });
        }
    }

    private synchronized boolean isNew(String key, Instant now) {
        Instant before = last.get(key);
        if (before != null && Duration.between(before, now).compareTo(SILENCE) < 0) {
            return false;
        }
        last.put(key, now);
        return true;
    }

    private static ObjectReference watch(IncidentView incident) {
        return new ObjectReferenceBuilder()
                .withApiVersion(Api.GROUP + "/" + Api.VERSION)
                .withKind("DeadlockWatch")
                .withNamespace(incident.key().namespace())
                .withName(incident.watch())
                .withUid(incident.key().watchUid())
                .build();
    }

    /** The owner of the pods; {@code kubectl describe} shows an Event only if it names the object's uid. */
    private List<ObjectReference> workload(IncidentView incident) {
        Workload workload = incident.workload();
        if (workload.apiVersion().isEmpty()) {
            return List.of();
        }
        try {
            HasMetadata owner = client.genericKubernetesResources(workload.apiVersion(), workload.kind())
                    .inNamespace(incident.key().namespace())
                    .withName(workload.name())
                    .get();
            return owner == null
                    ? List.of()
                    : List.of(new ObjectReferenceBuilder()
                            .withApiVersion(workload.apiVersion())
                            .withKind(workload.kind())
                            .withNamespace(incident.key().namespace())
                            .withName(workload.name())
                            .withUid(owner.getMetadata().getUid())
                            .build());
        } catch (KubernetesClientException e) {
            LOG.debugf("no event on %s: %s", workload, e.getMessage());
            return List.of();
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
