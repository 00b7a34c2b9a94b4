package io.deadlockwatch.operator.reconcile;

import io.deadlockwatch.crds.StaticFindingSet;
import io.deadlockwatch.crds.StaticFindingSetStatus;
import io.deadlockwatch.operator.fleet.Fleet;
import io.deadlockwatch.operator.fleet.FleetView;
import io.deadlockwatch.operator.policy.PolicyBook;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Reads findings into the policy; a set that cannot be read says why in its status, and touches nothing else. */
@Singleton
@ControllerConfiguration(
        name = "staticfindingset",
        fieldManager = "deadlockwatch-operator",
        informer = @Informer(itemStore = FindingSetStore.class, informerListLimit = FindingSetStore.PAGE))
public class StaticFindingSetReconciler implements Reconciler<StaticFindingSet> {

    private static final Logger LOG = Logger.getLogger(StaticFindingSetReconciler.class);

    /** A ConfigMap may change without the set that names it. */
    private static final Duration LOOK = Duration.ofSeconds(30);

    private final PolicyBook policies;
    private final Fleet fleet;
    private final Clock clock;
    private final KubernetesClient client;
    private final FindingSetReader reader;
    private final StatusPace pace;
    private final UnusedSets unused = new UnusedSets();
    private final FindingStatusFactory statuses = new FindingStatusFactory();
    private final Map<String, Reading> readings = new ConcurrentHashMap<>();
    private volatile Optional<IndexerResourceCache<StaticFindingSet>> cache = Optional.empty();

    public StaticFindingSetReconciler(
            PolicyBook policies, Fleet fleet, KubernetesClient client, StoredModels models, Clock clock) {
        this.policies = policies;
        this.fleet = fleet;
        this.clock = clock;
        this.client = client;
        this.reader = new FindingSetReader(new FindingPayloads(client), models);
        this.pace = new StatusPace(clock);
    }

    @Override
    public UpdateControl<StaticFindingSet> reconcile(StaticFindingSet set, Context<StaticFindingSet> context) {
        ObjectMeta meta = set.getMetadata();
        Reading reading = reading(set);
        StaticFindingSetStatus before = set.getStatus();
        FleetView view = fleet.view();
        int podsUsing = view.podsUsing().getOrDefault(meta.getNamespace() + "/" + meta.getName(), 0);
        if (!view.equals(FleetView.EMPTY) && unused.isOver(set, podsUsing, clock.instant())) {
            delete(set);
            return UpdateControl.<StaticFindingSet>noUpdate().rescheduleAfter(LOOK);
        }
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

    /** The framework tries again without a word: what is refused must be seen. */
    @Override
    public ErrorStatusUpdateControl<StaticFindingSet> updateErrorStatus(
            StaticFindingSet set, Context<StaticFindingSet> context, Exception e) {
        LOG.warnf(
                "finding set %s/%s is not up to date: %s",
                set.getMetadata().getNamespace(), set.getMetadata().getName(), e.getMessage());
        return ErrorStatusUpdateControl.defaultErrorProcessing();
    }

    /** Reads the set unless it has been read as it is. */
    private Reading reading(StaticFindingSet set) {
        String uid = set.getMetadata().getUid();
        Reading known = readings.get(uid);
        Reading now = reader.read(set, known);
        if (!now.equals(known)) {
            readings.put(uid, now);
            now.source().ifPresentOrElse(policies::putFindings, () -> policies.removeFindings(uid));
        }
        return now;
    }

    /** Deletes exactly what was looked at: one that was changed meanwhile stays. */
    private void delete(StaticFindingSet set) {
        ObjectMeta meta = set.getMetadata();
        try {
            client.resources(StaticFindingSet.class)
                    .inNamespace(meta.getNamespace())
                    .withName(meta.getName())
                    .lockResourceVersion(meta.getResourceVersion())
                    .delete();
            LOG.infof(
                    "deleted finding set %s/%s: no pod has needed it for %s",
                    meta.getNamespace(), meta.getName(), set.getSpec().ttlAfterUnused());
        } catch (KubernetesClientException e) {
            LOG.warnf(
                    "finding set %s/%s is not used any more and cannot be deleted: %s",
                    meta.getNamespace(), meta.getName(), e.getMessage());
        }
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
            unused.retain(uids);
            policies.retainFindings(uids);
        });
    }
}
