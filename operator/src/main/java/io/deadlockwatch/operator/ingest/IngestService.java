package io.deadlockwatch.operator.ingest;

import io.deadlockwatch.core.protocol.Report;
import io.deadlockwatch.core.protocol.ReportCodec;
import io.deadlockwatch.core.protocol.ReportException;
import io.deadlockwatch.operator.ingest.Authentication.Outcome;
import io.deadlockwatch.operator.pods.PodInfo;
import io.deadlockwatch.operator.pods.Pods;
import io.deadlockwatch.operator.policy.PolicyBook;
import io.deadlockwatch.operator.policy.PolicySnapshot;
import io.deadlockwatch.operator.policy.WatchPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * What happens to a report, in this order: whose token is it, is it a report, is it of the caller's own pod, is it news. The first no ends it, and a report that is
 * refused has changed nothing.
 */
public final class IngestService {

    private static final String BEARER = "Bearer ";
    private static final int MAX_TOKEN = 16_384;

    private final Authentication authentication;
    private final ReportCodec codec;
    private final Pods pods;
    private final PolicyBook policies;
    private final Sessions sessions;
    private final AnswerFactory answers = new AnswerFactory();
    private final ReportListener listener;
    private final IngestMeter meter;
    private final Clock clock;

    public IngestService(
            Authentication authentication,
            ReportCodec codec,
            Pods pods,
            PolicyBook policies,
            Sessions sessions,
            ReportListener listener,
            IngestMeter meter,
            Clock clock) {
        this.authentication = authentication;
        this.codec = codec;
        this.pods = pods;
        this.policies = policies;
        this.sessions = sessions;
        this.listener = listener;
        this.meter = meter;
        this.clock = clock;
    }

    /** Takes a report; may block on the API server. */
    public Reply handle(Submission submission) {
        String authorization = submission.authorization();
        if (!authorization.startsWith(BEARER) || authorization.length() > MAX_TOKEN) {
            return Reply.Refused.unauthenticated("Authorization: Bearer TOKEN is missing");
        }
        return switch (authentication.authenticate(
                authorization.substring(BEARER.length()).strip())) {
            case Outcome.Refused(Reply.Refused reply) -> reply;
            case Outcome.Authenticated(Caller caller) -> handle(caller, submission);
        };
    }

    private Reply handle(Caller caller, Submission submission) {
        Report report;
        try {
            report = codec.readReport(submission.body(), submission.gzip());
        } catch (ReportException e) {
            String reason = String.valueOf(e.getMessage());
            return e.reason() == ReportException.Reason.TOO_LARGE
                    ? Reply.Refused.tooLarge(reason)
                    : Reply.Refused.invalid(reason);
        } catch (IOException e) {
            return Reply.Refused.invalid("the body cannot be read: " + e.getMessage());
        }
        Optional<String> refusal = caller.refusal(report.pod());
        if (refusal.isPresent()) {
            return Reply.Refused.forbidden(refusal.get());
        }
        Optional<PodInfo> pod = pods.find(caller.podUid());
        if (pod.isEmpty()) {
            return Reply.Refused.forbidden("there is no pod " + caller + " with uid " + caller.podUid()
                    + " in the namespaces that are watched");
        }
        if (!pod.get().serviceAccount().equals(caller.serviceAccount())) {
            return Reply.Refused.forbidden("pod " + caller + " runs as service account "
                    + pod.get().serviceAccount() + ", the token is of " + caller.serviceAccount());
        }
        return apply(report, pod.get());
    }

    private Reply apply(Report report, PodInfo pod) {
        Sessions.Change change = sessions.apply(report, clock.instant());
        PolicySnapshot policy = policies.current();
        Optional<WatchPolicy> watch = policy.watchFor(pod);
        return switch (change.step()) {
            case Step.Resync _ -> Reply.Refused.resync();
            case Step.Invalid(String reason) -> Reply.Refused.invalid(reason);
            case Step.Repeated(long ack) -> new Reply.Accepted(answers.answer(ack, watch, pod));
            case Step.Outdated(long ack) -> new Reply.Accepted(answers.answer(ack, watch, pod));
            case Step.Applied(Session session) -> {
                watch.ifPresent(found -> tell(found, policy, pod, change, session));
                yield new Reply.Accepted(answers.answer(session.seq(), watch, pod));
            }
        };
    }

    private void tell(WatchPolicy watch, PolicySnapshot policy, PodInfo pod, Sessions.Change change, Session session) {
        boolean sameEpoch =
                change.before().isPresent() && change.before().get().epoch().equals(session.epoch());
        meter.snapshots(watch, sameEpoch ? change.before().get().tallies() : List.of(), session.tallies());
        if (!watch.paused()) {
            listener.accepted(watch, pod, policy.findingsFor(watch, pod), session);
        }
    }

    /**
     * A report as received.
     *
     * @param authorization the header; empty if missing
     * @param body read once
     */
    public record Submission(String authorization, InputStream body, boolean gzip) {}
}
