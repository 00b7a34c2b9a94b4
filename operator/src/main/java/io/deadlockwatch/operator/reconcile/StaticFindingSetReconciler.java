package io.deadlockwatch.operator.reconcile;

import io.deadlockwatch.core.findings.FindingIndex;
import io.deadlockwatch.core.findings.FindingSet;
import io.deadlockwatch.core.findings.SarifReader;
import io.deadlockwatch.crds.StaticFindingSet;
import io.deadlockwatch.crds.StaticFindingSetSpec.AppliesTo;
import io.deadlockwatch.crds.StaticFindingSetStatus;
import io.deadlockwatch.operator.fleet.Fleet;
import io.deadlockwatch.operator.policy.FindingSource;
import io.deadlockwatch.operator.policy.PolicyBook;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads findings into the policy; a set that cannot be read says why in its status, and touches nothing else. */
@Singleton
@ControllerConfiguration(name = "staticfindingset", fieldManager = "deadlockwatch-operator")
public class StaticFindingSetReconciler implements Reconciler<StaticFindingSet> {

    /** A ConfigMap may change without the set that names it. */
    private static final Duration LOOK = Duration.ofSeconds(30);

    private final PolicyBook policies;
    private final Fleet fleet;
    private final Clock clock;
    private final FindingPayloads payloads;
    private final StatusPace pace;
    private final SarifReader reader = new SarifReader();
    private final FindingStatusFactory statuses = new FindingStatusFactory();
    private final Map<String, Reading> readings = new ConcurrentHashMap<>();
    private volatile Optional<IndexerResourceCache<StaticFindingSet>> cache = Optional.empty();

    public StaticFindingSetReconciler(PolicyBook policies, Fleet fleet, KubernetesClient client, Clock clock) {
        this.policies = policies;
        this.fleet = fleet;
        this.clock = clock;
        this.payloads = new FindingPayloads(client);
        this.pace = new StatusPace(clock);
    }

    @Override
    public UpdateControl<StaticFindingSet> reconcile(StaticFindingSet set, Context<StaticFindingSet> context) {
        ObjectMeta meta = set.getMetadata();
        Reading reading = reading(set);
        StaticFindingSetStatus before = set.getStatus();
        int podsUsing = fleet.view().podsUsing().getOrDefault(meta.getNamespace() + "/" + meta.getName(), 0);
        StaticFindingSetStatus status =
                statuses.status(reading, podsUsing, before, meta.getGeneration(), clock.instant());
        boolean flipped = before == null
                || !Objects.equals(before.digest(), status.digest())
                || !Objects.equals(before.observedGeneration(), status.observedGeneration())
                || Conditions.flipped(before.conditions(), status.conditions());
        if (!pace.isDue(meta.getUid(), !status.equals(before), flipped)) {
            return UpdateControl.<StaticFindingSet>noUpdate().rescheduleAfter(LOOK);
        }
        StaticFindingSet answer = new StaticFindingSet();
        answer.setMetadata(new ObjectMetaBuilder()
                .withNamespace(meta.getNamespace())
                .withName(meta.getName())
                .build());
        answer.setStatus(status);
        return UpdateControl.patchStatus(answer).rescheduleAfter(LOOK);
    }

    /** Reads the set unless it has been read as it is. */
    private Reading reading(StaticFindingSet set) {
        String uid = set.getMetadata().getUid();
        Reading known = readings.get(uid);
        Reading now = read(set, known);
        if (!now.equals(known)) {
            readings.put(uid, now);
            now.source().ifPresentOrElse(policies::putFindings, () -> policies.removeFindings(uid));
        }
        return now;
    }

    private Reading read(StaticFindingSet set, @Nullable Reading known) {
        long generation = Objects.requireNonNullElse(set.getMetadata().getGeneration(), 0L);
        boolean unchanged = known != null && known.generation() == generation;
        if (known != null && unchanged && set.getSpec().inline() != null) {
            return known;
        }
        String digest = "";
        try {
            FindingPayload payload = payloads.fetch(set);
            digest = payload.digest();
            if (known != null && unchanged && known.digest().equals(digest)) {
                return known;
            }
            FindingSet findings = payload.read(reader);
            return Reading.accepted(generation, digest, findings, source(set, findings));
        } catch (IOException e) {
            return Reading.refused(generation, digest, String.valueOf(e.getMessage()));
        } catch (KubernetesClientException e) {
            return Reading.refused(generation, digest, "the ConfigMap cannot be read: " + e.getMessage());
        }
    }

    private static FindingSource source(StaticFindingSet set, FindingSet findings) {
        ObjectMeta meta = set.getMetadata();
        AppliesTo appliesTo = set.getSpec().appliesTo();
        return new FindingSource(
                meta.getNamespace(),
                meta.getName(),
                meta.getUid(),
                Instant.parse(meta.getCreationTimestamp()),
                Objects.requireNonNullElse(appliesTo.images(), List.of()),
                Objects.requireNonNullElse(appliesTo.versions(), List.of()),
                FindingIndex.of(findings));
    }

    @Override
    public List<EventSource<?, StaticFindingSet>> prepareEventSources(EventSourceContext<StaticFindingSet> context) {
        cache = Optional.of(context.getPrimaryCache());
        return List.of();
    }

    /** Reads every set at once: no report may be judged before. */
    public void readAll() {
        cache.ifPresent(sets -> sets.list().forEach(this::reading));
    }

    /** Forgets the sets that are not there any more: without a finalizer nobody says that one was deleted. */
    public void forgetDeleted() {
        cache.ifPresent(sets -> {
            Set<String> uids =
                    sets.list().map(set -> set.getMetadata().getUid()).collect(Collectors.toUnmodifiableSet());
            readings.keySet().retainAll(uids);
            policies.retainFindings(uids);
        });
    }
}
