package io.deadlockwatch.operator.ingest;

import io.deadlockwatch.core.protocol.BoundedStreams;
import io.deadlockwatch.core.protocol.DumpCodec;
import io.deadlockwatch.core.protocol.DumpHeader;
import io.deadlockwatch.core.protocol.DumpUpload;
import io.deadlockwatch.core.protocol.PodRef;
import io.deadlockwatch.core.protocol.Report;
import io.deadlockwatch.core.protocol.ReportCodec;
import io.deadlockwatch.core.protocol.ReportException;
import io.deadlockwatch.core.protocol.TargetsCodec;
import io.deadlockwatch.core.protocol.TargetsRequest;
import io.deadlockwatch.crds.DeadlockWatchSpec.Mode;
import io.deadlockwatch.operator.ingest.Authentication.Outcome;
import io.deadlockwatch.operator.ingest.ReportRights.Post;
import io.deadlockwatch.operator.ingest.ReportRights.Right;
import io.deadlockwatch.operator.pods.PodInfo;
import io.deadlockwatch.operator.pods.Pods;
import io.deadlockwatch.operator.policy.PolicyBook;
import io.deadlockwatch.operator.policy.PolicySnapshot;
import io.deadlockwatch.operator.policy.WatchPolicy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What happens to a report, in this order: whose token is it, is it a report, may the caller report for that pod, is it news. The first no ends it, and a report that is
 * refused has changed nothing.
 */
public final class IngestService {

    private static final String BEARER = "Bearer ";
    private static final int MAX_TOKEN = 16_384;
    private static final byte[] DUMP_START = "goroutine ".getBytes(StandardCharsets.US_ASCII);

    private final Authentication authentication;
    private final ReportCodec codec;
    private final ReportRights rights;
    private final TargetDesk desk;
    private final Trials trials;
    private final PolicyBook policies;
    private final Sessions sessions;
    private final DumpCodec dumpCodec = new DumpCodec();
    private final TargetsCodec targetsCodec = new TargetsCodec();
    private final AnswerFactory answers = new AnswerFactory();
    private final ReportListener listener;
    private final DumpListener dumps;
    private final DumpWishes wishes;
    private final Grants grants = new Grants();
    private final IngestMeter meter;
    private final Clock clock;

    public IngestService(
            Authentication authentication,
            ReportCodec codec,
            Pods pods,
            PolicyBook policies,
            Sessions sessions,
            ReportListener listener,
            DumpListener dumps,
            DumpWishes wishes,
            Trials trials,
            RemoteMode remote,
            IngestMeter meter,
            Clock clock) {
        this.authentication = authentication;
        this.codec = codec;
        this.rights = new ReportRights(pods, policies, remote.account());
        this.desk = remote.desk();
        this.trials = trials;
        this.policies = policies;
        this.sessions = sessions;
        this.listener = listener;
        this.dumps = dumps;
        this.wishes = wishes;
        this.meter = meter;
        this.clock = clock;
    }

    /** Takes a report; may block on the API server. */
    public Reply handle(Submission submission) {
        return authenticated(submission, this::handleReport);
    }

    /** Takes a whole dump; may block on the API server. */
    public Reply handleDump(Submission submission) {
        return authenticated(submission, this::handleDump);
    }

    /** Tells a node's sampler what to look at; may block on the API server. */
    public Reply handleTargets(Submission submission) {
        return authenticated(submission, this::handleTargets);
    }

    private Reply authenticated(Submission submission, BiFunction<Caller, Submission, Reply> then) {
        String authorization = submission.authorization();
        if (!authorization.startsWith(BEARER) || authorization.length() > MAX_TOKEN) {
            return Reply.Refused.unauthenticated("Authorization: Bearer TOKEN is missing");
        }
        return switch (authentication.authenticate(
                authorization.substring(BEARER.length()).strip(), submission.address())) {
            case Outcome.Refused(Reply.Refused reply) -> reply;
            case Outcome.Authenticated(Caller caller) -> then.apply(caller, submission);
        };
    }

    private Reply handleReport(Caller caller, Submission submission) {
        try {
            Report report = codec.readReport(submission.body(), submission.gzip());
            return permitted(caller, report.pod(), granted -> take(report, granted));
        } catch (IOException e) {
            return refusal(e);
        }
    }

    /** Whether the body is a dump is known once all of it was unzipped; whether anybody asked for it, before. */
    private Reply handleDump(Caller caller, Submission submission) {
        try {
            byte[] body = BoundedStreams.limit(submission.body(), DumpCodec.BODY_BYTES, "body")
                    .readAllBytes();
            DumpUpload upload = dumpCodec.open(new ByteArrayInputStream(body));
            return permitted(caller, upload.header().pod(), granted -> store(upload, body, granted));
        } catch (IOException e) {
            return refusal(e);
        }
    }

    private Reply store(DumpUpload upload, byte[] body, Right.Granted granted) {
        PodInfo pod = granted.pod();
        DumpHeader header = upload.header();
        Instant now = clock.instant();
        Optional<WatchPolicy> watch = policies.current().watchFor(pod);
        boolean known = sessions.find(pod.uid())
                .filter(session -> session.epoch().equals(header.epoch())
                        && session.target().incarnation() == header.incarnation())
                .isPresent();
        if (watch.isEmpty() || !known || !grants.isExpected(pod, now)) {
            return Reply.Refused.unexpected("nobody asked for this dump");
        }
        try {
            byte[] start = upload.text().readNBytes(DUMP_START.length);
            if (!Arrays.equals(start, DUMP_START)) {
                return Reply.Refused.invalid("the text after the header is no goroutine dump");
            }
            upload.text().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            return refusal(e);
        }
        grants.giveBack(pod);
        dumps.dumped(watch.get(), pod, new StoredDump(header, now, body));
        return new Reply.Stored();
    }

    private static Reply refusal(IOException e) {
        if (e instanceof ReportException refused) {
            String reason = String.valueOf(e.getMessage());
            return refused.reason() == ReportException.Reason.TOO_LARGE
                    ? Reply.Refused.tooLarge(reason)
                    : Reply.Refused.invalid(reason);
        }
        return Reply.Refused.invalid("the body cannot be read: " + e.getMessage());
    }

    private Reply permitted(Caller caller, PodRef told, Function<Right.Granted, Reply> then) {
        return switch (rights.toReport(caller, told)) {
            case Right.Denied(String why) -> Reply.Refused.forbidden(why);
            case Right.Granted granted -> then.apply(granted);
        };
    }

    private Reply handleTargets(Caller caller, Submission submission) {
        try {
            TargetsRequest request = targetsCodec.readRequest(submission.body(), submission.gzip());
            Optional<String> refusal = caller.refusal(request.pod());
            if (refusal.isPresent()) {
                return Reply.Refused.forbidden(refusal.get());
            }
            return switch (rights.post(caller)) {
                case Post.None(String why) -> Reply.Refused.forbidden(why);
                case Post.On(String node) -> new Reply.Assigned(desk.assign(node, request.sampler()));
            };
        } catch (IOException e) {
            return refusal(e);
        }
    }

    /** A sampler that the watch does not want, as a sidecar where the mode is Remote, has nothing to say: it would overwrite what the other one says. */
    private Reply take(Report report, Right.Granted granted) {
        PodInfo pod = granted.pod();
        Optional<WatchPolicy> watch = policies.current().watchFor(pod);
        if (watch.isPresent() && watch.get().mode() != granted.sender()) {
            return new Reply.Accepted(answers.answer(report.seq(), watch, pod, Terms.of(granted.sender())));
        }
        return apply(report, pod, granted.sender());
    }

    private Reply apply(Report report, PodInfo pod, Mode sender) {
        Sessions.Change change = sessions.apply(report, clock.instant(), sender);
        PolicySnapshot policy = policies.current();
        Optional<WatchPolicy> watch = policy.watchFor(pod);
        return switch (change.step()) {
            case Step.Resync _ -> Reply.Refused.resync();
            case Step.Invalid(String reason) -> Reply.Refused.invalid(reason);
            case Step.Repeated(long ack) -> new Reply.Accepted(answers.answer(ack, watch, pod, terms(sender, pod)));
            case Step.Outdated(long ack) -> new Reply.Accepted(answers.answer(ack, watch, pod, terms(sender, pod)));
            case Step.Applied(Session session) -> {
                watch.ifPresent(found -> tell(found, policy, pod, change, session));
                Terms terms = new Terms(
                        sender,
                        grant(watch, pod, session, sender),
                        wishes.wantsAnother(session),
                        trials.isOnTrial(pod));
                yield new Reply.Accepted(answers.answer(session.seq(), watch, pod, terms));
            }
        };
    }

    private Terms terms(Mode sender, PodInfo pod) {
        return new Terms(sender, Duration.ZERO, false, trials.isOnTrial(pod));
    }

    private Duration grant(Optional<WatchPolicy> watch, PodInfo pod, Session session, Mode sender) {
        boolean asked = session.ladder().wantsDump()
                && watch.isPresent()
                && !watch.get().paused()
                && watch.get().mode() == sender;
        return asked ? grants.ask(pod, clock.instant()) : Duration.ZERO;
    }

    private void tell(WatchPolicy watch, PolicySnapshot policy, PodInfo pod, Sessions.Change change, Session session) {
        meter.costs(watch, change.before().filter(before -> before.epoch().equals(session.epoch())), session);
        if (!watch.paused()) {
            listener.accepted(watch, pod, policy.findingsFor(watch, pod), session);
        }
    }

    /**
     * A report as received.
     *
     * @param address that it came from
     * @param authorization the header; empty if missing
     * @param body read once
     */
    public record Submission(String address, String authorization, InputStream body, boolean gzip) {}
}
