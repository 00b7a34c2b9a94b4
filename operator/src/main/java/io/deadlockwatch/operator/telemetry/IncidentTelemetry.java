package io.deadlockwatch.operator.telemetry;

import io.deadlockwatch.core.judge.Evidence;
import io.deadlockwatch.core.judge.Verdict;
import io.deadlockwatch.operator.incident.Case;
import io.deadlockwatch.operator.incident.IncidentChange;
import io.deadlockwatch.operator.incident.IncidentListener;
import io.deadlockwatch.operator.incident.IncidentView;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import java.time.Clock;
import java.util.Locale;

/** Incidents as OpenTelemetry events: log records with an event name and everything else in attributes. */
final class IncidentTelemetry implements IncidentListener {

    private static final AttributeKey<String> FUNCTION = AttributeKey.stringKey("code.function.name");
    private static final AttributeKey<String> FILE = AttributeKey.stringKey("code.file.path");
    private static final AttributeKey<Long> LINE = AttributeKey.longKey("code.line.number");
    private static final AttributeKey<String> STACK = AttributeKey.stringKey("code.stacktrace");
    private static final AttributeKey<String> NAMESPACE = AttributeKey.stringKey("k8s.namespace.name");
    private static final String OURS = "deadlockwatch.";

    private final Logger logger;
    private final Clock clock;

    IncidentTelemetry(Logger logger, Clock clock) {
        this.logger = logger;
        this.clock = clock;
    }

    @Override
    public void changed(IncidentChange change) {
        IncidentView incident = change.incident();
        if (incident.isSuppressed(clock.instant())) {
            return;
        }
        switch (change) {
            case IncidentChange.Opened _ -> emit("deadlockwatch.incident.opened", severity(incident), incident);
            case IncidentChange.Escalated _ -> emit("deadlockwatch.incident.escalated", severity(incident), incident);
            case IncidentChange.Resolved _ -> emit("deadlockwatch.incident.resolved", Severity.INFO, incident);
            case IncidentChange.Updated _, IncidentChange.Removed _ -> {}
        }
    }

    private static Severity severity(IncidentView incident) {
        return switch (incident.verdict()) {
            case PROVEN -> Severity.ERROR;
            case CONFIRMED -> Severity.WARN;
            case SUSPECTED -> Severity.INFO;
        };
    }

    private void emit(String event, Severity severity, IncidentView incident) {
        logger.logRecordBuilder()
                .setEventName(event)
                .setTimestamp(clock.instant())
                .setSeverity(severity)
                .setSeverityText(severity.name())
                .setAllAttributes(attributes(incident))
                .emit();
    }

    static Attributes attributes(IncidentView incident) {
        Case explanation = incident.explanation();
        AttributesBuilder attributes = Attributes.builder()
                .put(FUNCTION, explanation.function())
                .put(FILE, explanation.file())
                .put(LINE, (long) explanation.line())
                .put(STACK, explanation.stack())
                .put(NAMESPACE, incident.key().namespace())
                .put(
                        workloadKey(incident.workload().kind()),
                        incident.workload().name())
                .put(OURS + "incident", incident.name())
                .put(OURS + "watch", incident.watch())
                .put(OURS + "site", incident.key().site().toString())
                .put(OURS + "verdict", lower(incident.verdict()))
                .put(OURS + "wait_reason", explanation.waitReason())
                .put(OURS + "goroutines", incident.goroutines())
                .put(OURS + "pods_affected", (long) incident.pods().size())
                .put(
                        OURS + "evidence",
                        incident.evidence().stream()
                                .sorted()
                                .map(Evidence::title)
                                .toArray(String[]::new));
        explanation.confidence().ifPresent(parts -> attributes
                .put(OURS + "confidence", explanation.confidencePercent() / 100.0)
                .put(OURS + "confidence.symbol", parts.symbol() / 100.0)
                .put(OURS + "confidence.path", parts.path() / 100.0)
                .put(OURS + "confidence.context", parts.context() / 100.0)
                .put(OURS + "finding.set", explanation.findingSet())
                .put(OURS + "finding.rule_id", explanation.ruleId()));
        if (!explanation.waitFor().isEmpty()) {
            attributes.put(OURS + "wait_for", explanation.waitFor());
        }
        incident.resolution()
                .ifPresent(why -> attributes.put(OURS + "resolution", why.name().toLowerCase(Locale.ROOT)));
        return attributes.build();
    }

    /** The semantic conventions name the kinds that Kubernetes itself has. */
    private static AttributeKey<String> workloadKey(String kind) {
        return switch (kind) {
            case "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "Pod" ->
                AttributeKey.stringKey("k8s." + kind.toLowerCase(Locale.ROOT) + ".name");
            default -> AttributeKey.stringKey(OURS + "workload");
        };
    }

    private static String lower(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }
}
