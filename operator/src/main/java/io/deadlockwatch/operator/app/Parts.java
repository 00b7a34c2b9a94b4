package io.deadlockwatch.operator.app;

import io.deadlockwatch.core.judge.Judge;
import io.deadlockwatch.operator.canary.TrialBook;
import io.deadlockwatch.operator.config.OperatorConfig;
import io.deadlockwatch.operator.events.EventWriter;
import io.deadlockwatch.operator.fleet.Fleet;
import io.deadlockwatch.operator.fleet.Surveyor;
import io.deadlockwatch.operator.incident.IncidentBook;
import io.deadlockwatch.operator.incident.IncidentEvents;
import io.deadlockwatch.operator.incident.IncidentListener;
import io.deadlockwatch.operator.incident.IncidentRules;
import io.deadlockwatch.operator.incident.IncidentService;
import io.deadlockwatch.operator.incident.IncidentWriter;
import io.deadlockwatch.operator.incident.KubernetesIncidentStore;
import io.deadlockwatch.operator.incident.PodJudge;
import io.deadlockwatch.operator.ingest.SessionProtocol;
import io.deadlockwatch.operator.ingest.Sessions;
import io.deadlockwatch.operator.ingest.StackPool;
import io.deadlockwatch.operator.injection.BreakerRules;
import io.deadlockwatch.operator.injection.InjectionBreaker;
import io.deadlockwatch.operator.injection.InjectionEvents;
import io.deadlockwatch.operator.injection.InjectionGuard;
import io.deadlockwatch.operator.injection.KubernetesInjectionEvents;
import io.deadlockwatch.operator.injection.Rescue;
import io.deadlockwatch.operator.injection.RescueImage;
import io.deadlockwatch.operator.injection.SamplerStarts;
import io.deadlockwatch.operator.pods.Pods;
import io.deadlockwatch.operator.policy.PolicyBook;
import io.deadlockwatch.operator.reconcile.DeadlockWatchReconciler;
import io.deadlockwatch.operator.reconcile.StaticFindingSetReconciler;
import io.deadlockwatch.operator.reconcile.StoredModels;
import io.deadlockwatch.operator.remote.NodeDesk;
import io.deadlockwatch.operator.telemetry.EventExport;
import io.deadlockwatch.operator.telemetry.EventMeters;
import io.deadlockwatch.operator.telemetry.ReconcileSpans;
import io.deadlockwatch.operator.waitfor.WaitForBook;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.quarkiverse.operatorsdk.runtime.QuarkusConfigurationService;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The operator role's parts that the reconcilers share with the rest; made when first asked for, so never in the webhook role. */
final class Parts {

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    Pods pods() {
        return new Pods();
    }

    @Produces
    @Singleton
    PolicyBook policies() {
        return new PolicyBook();
    }

    @Produces
    @Singleton
    NodeDesk nodes(Pods pods, PolicyBook policies, Clock clock) {
        return new NodeDesk(pods, policies, clock);
    }

    @Produces
    @Singleton
    TrialBook trials(Clock clock) {
        return new TrialBook(clock);
    }

    @Produces
    @Singleton
    StackPool stacks() {
        return new StackPool();
    }

    @Produces
    @Singleton
    Sessions sessions(StackPool stacks) {
        return new Sessions(new SessionProtocol(stacks));
    }

    @Produces
    @Singleton
    IncidentBook book(OperatorConfig config, Clock clock) {
        IncidentRules rules = IncidentRules.DEFAULTS.with(
                config.incident().clearAfter(), config.incident().settleAfterStart());
        return new IncidentBook(rules, clock.instant());
    }

    @Produces
    @Singleton
    EventExport events(OperatorConfig config, EventMeters meters, Clock clock) {
        return EventExport.of(System.getenv(), config.version(), meters, clock);
    }

    void close(@Disposes EventExport export) {
        export.close();
    }

    @Produces
    @Singleton
    IncidentWriter writer(KubernetesClient client, Clock clock) {
        return IncidentWriter.to(new KubernetesIncidentStore(client), clock);
    }

    void close(@Disposes IncidentWriter writer) {
        writer.close();
    }

    @Produces
    @Singleton
    IncidentEvents kubernetesEvents(KubernetesClient client, Clock clock) {
        return new IncidentEvents(client, new EventWriter(client, clock), clock);
    }

    void close(@Disposes IncidentEvents events) {
        events.close();
    }

    @Produces
    @Singleton
    WaitForBook waits(PolicyBook policies, StoredModels models) {
        return WaitForBook.of(policies, models);
    }

    void close(@Disposes WaitForBook waits) {
        waits.close();
    }

    @Produces
    @Singleton
    IncidentService incidents(
            IncidentBook book,
            WaitForBook waits,
            IncidentWriter writer,
            IncidentEvents events,
            EventExport export,
            Clock clock) {
        List<IncidentListener> listeners = new ArrayList<>(List.of(writer, events));
        listeners.addAll(export.listeners());
        return new IncidentService(new PodJudge(Judge.withBuiltInCatalogue(), waits::of), book, listeners, clock);
    }

    @Produces
    @Singleton
    Fleet fleet(
            OperatorConfig config,
            Pods pods,
            PolicyBook policies,
            Sessions sessions,
            IncidentService incidents,
            IncidentBook book,
            NodeDesk nodes,
            Clock clock) {
        return new Fleet(new Surveyor(config.version(), nodes), pods, policies, sessions, incidents, book, clock);
    }

    @Produces
    @Singleton
    SamplerStarts samplerStarts(OperatorConfig config, Clock clock) {
        return new SamplerStarts(config.injection().stuckAfter(), clock);
    }

    @Produces
    @Singleton
    InjectionGuard injectionGuard(
            OperatorConfig config, KubernetesClient client, Pods pods, SamplerStarts starts, Clock clock) {
        OperatorConfig.Injection settings = config.injection();
        String image = config.sampler().image();
        InjectionEvents events = new KubernetesInjectionEvents(new EventWriter(client, clock));
        BreakerRules rules = new BreakerRules(BreakerRules.PODS, BreakerRules.PERCENT, settings.retryAfter());
        Optional<Rescue> rescue = Optional.of(new RescueImage(pods, settings.rescueImage()))
                .filter(_ -> settings.rescue())
                .map(images -> Rescue.on(client, images, events));
        return new InjectionGuard(image, pods, starts, new InjectionBreaker(image, rules), rescue, events, clock);
    }

    /** In place of the extension's own count by name of resource, which has no bound: ours are in {@code telemetry}. */
    @Produces
    @Singleton
    Metrics controllerMetrics(EventExport export) {
        return new ReconcileSpans(export.spans());
    }

    /**
     * The controllers. Not the extension's own bean: that one starts in every role, and its client proxy makes a second Kubernetes client.
     */
    @Produces
    @Singleton
    Operator operator(
            QuarkusConfigurationService configuration,
            DeadlockWatchReconciler watches,
            StaticFindingSetReconciler findings) {
        Operator operator = new Operator(configuration);
        operator.register(watches);
        operator.register(findings);
        return operator;
    }
}
