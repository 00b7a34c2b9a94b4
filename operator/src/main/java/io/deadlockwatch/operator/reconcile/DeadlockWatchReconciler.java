package io.deadlockwatch.operator.reconcile;

import io.deadlockwatch.crds.DeadlockWatch;
import io.deadlockwatch.crds.DeadlockWatchStatus;
import io.deadlockwatch.operator.fleet.Fleet;
import io.deadlockwatch.operator.fleet.FleetView;
import io.deadlockwatch.operator.injection.InjectionGuard;
import io.deadlockwatch.operator.policy.PolicyBook;
import io.deadlockwatch.operator.policy.WatchPolicyReader;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
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
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Reads a watch into the policy, and answers with what is true of its pods. Has no finalizer: there is nothing to clean up outside. */
@Singleton
@ControllerConfiguration(name = "deadlockwatch", fieldManager = "deadlockwatch-operator")
public class DeadlockWatchReconciler implements Reconciler<DeadlockWatch> {

    private static final Logger LOG = Logger.getLogger(DeadlockWatchReconciler.class);

    /** How often a status is looked at; how often it is written is {@link StatusPace}'s to say. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    /** Samplers need this long to report to an operator that has just started: what it sees before is no news. */
    private static final Duration SETTLE = Duration.ofSeconds(60);

    private final PolicyBook policies;
    private final Fleet fleet;
    private final InjectionGuard guard;
    private final Clock clock;
    private final Instant settled;
    private final StatusPace pace;
    private final WatchPolicyReader reader = new WatchPolicyReader();
    private final WatchStatusFactory statuses = new WatchStatusFactory();
    private volatile Optional<IndexerResourceCache<DeadlockWatch>> cache = Optional.empty();

    public DeadlockWatchReconciler(PolicyBook policies, Fleet fleet, InjectionGuard guard, Clock clock) {
        this.policies = policies;
        this.fleet = fleet;
        this.guard = guard;
        this.clock = clock;
        this.settled = clock.instant().plus(SETTLE);
        this.pace = new StatusPace(clock);
    }

    @Override
    public UpdateControl<DeadlockWatch> reconcile(DeadlockWatch watch, Context<DeadlockWatch> context) {
        Optional<DeadlockWatchStatus> status = status(watch);
        DeadlockWatchStatus before = watch.getStatus();
        if (status.isEmpty()
                || isStillGood(watch)
                || !pace.isDue(
                        watch.getMetadata().getUid(), !status.get().equals(before), isFlipped(before, status.get()))) {
            return UpdateControl.<DeadlockWatch>noUpdate().rescheduleAfter(LOOK);
        }
        DeadlockWatch answer = new DeadlockWatch();
        answer.setMetadata(new ObjectMetaBuilder()
                .withNamespace(watch.getMetadata().getNamespace())
                .withName(watch.getMetadata().getName())
                .build());
        answer.setStatus(status.get());
        return UpdateControl.patchStatus(answer).rescheduleAfter(LOOK);
    }

    /** The framework tries again without a word: what is refused must be seen. */
    @Override
    public ErrorStatusUpdateControl<DeadlockWatch> updateErrorStatus(
            DeadlockWatch watch, Context<DeadlockWatch> context, Exception e) {
        LOG.warnf(
                "watch %s/%s is not up to date: %s",
                watch.getMetadata().getNamespace(), watch.getMetadata().getName(), e.getMessage());
        return ErrorStatusUpdateControl.defaultErrorProcessing();
    }

    /** The status of the operator before this one stands until this one has heard from the samplers. */
    private boolean isStillGood(DeadlockWatch watch) {
        return clock.instant().isBefore(settled)
                && !pace.hasWritten(watch.getMetadata().getUid())
                && watch.getStatus() != null
                && Objects.equals(
                        watch.getStatus().observedGeneration(),
                        watch.getMetadata().getGeneration());
    }

    private Optional<DeadlockWatchStatus> status(DeadlockWatch watch) {
        Long generation = watch.getMetadata().getGeneration();
        String uid = watch.getMetadata().getUid();
        Optional<String> problem = read(watch);
        if (problem.isPresent()) {
            return Optional.of(statuses.invalid(problem.get(), watch.getStatus(), generation, clock.instant()));
        }
        FleetView view = fleet.viewWith(uid);
        return view.watch(uid)
                .map(found -> statuses.status(
                        found,
                        view.openIncidents(uid),
                        guard.suspension(),
                        view.truncated().contains(uid),
                        watch.getStatus(),
                        generation,
                        clock.instant()));
    }

    /** Takes a watch into the policy; why not, if it cannot be read. */
    private Optional<String> read(DeadlockWatch watch) {
        try {
            policies.putWatch(reader.read(watch));
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            policies.removeWatch(watch.getMetadata().getUid());
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static boolean isFlipped(DeadlockWatchStatus before, DeadlockWatchStatus now) {
        return before == null
                || !Objects.equals(before.observedGeneration(), now.observedGeneration())
                || !Objects.equals(before.incidents(), now.incidents())
                || Conditions.flipped(before.conditions(), now.conditions());
    }

    @Override
    public List<EventSource<?, DeadlockWatch>> prepareEventSources(EventSourceContext<DeadlockWatch> context) {
        cache = Optional.of(context.getPrimaryCache());
        return List.of();
    }

    /** Reads every watch at once: no report may be answered before, or its sampler would be told that nobody watches its pod. */
    public void readAll() {
        cache.ifPresent(watches -> watches.list().forEach(this::read));
    }

    /** Forgets the watches that are not there any more: without a finalizer nobody says that one was deleted. */
    public void forgetDeleted() {
        cache.ifPresent(watches -> policies.retainWatches(
                watches.list().map(watch -> watch.getMetadata().getUid()).collect(Collectors.toUnmodifiableSet())));
    }
}
