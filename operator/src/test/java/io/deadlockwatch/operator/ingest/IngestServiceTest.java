package io.deadlockwatch.operator.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.protocol.PodRef;
import io.deadlockwatch.core.protocol.Report;
import io.deadlockwatch.core.protocol.ReportCodec;
import io.deadlockwatch.core.protocol.ReportLimits;
import io.deadlockwatch.core.protocol.SnapshotTally;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.operator.ingest.IngestService.Submission;
import io.deadlockwatch.operator.ingest.TokenReviews.Verdict;
import io.deadlockwatch.operator.pods.Pods;
import io.deadlockwatch.operator.policy.PolicyBook;
import io.deadlockwatch.operator.policy.WatchPolicy;
import io.deadlockwatch.operator.testing.Given;
import io.deadlockwatch.operator.testing.ManualClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In which order a report is examined, and that a refused one changes nothing. */
class IngestServiceTest {

    private static final Stack STACK = Given.blocked("shop.a");

    private final ReportCodec codec = new ReportCodec(ReportLimits.DEFAULTS);
    private final Pods pods = new Pods();
    private final PolicyBook policies = new PolicyBook();
    private final Sessions sessions = new Sessions(new SessionProtocol(UnaryOperator.identity()));
    private final List<Session> told = new ArrayList<>();
    private final ManualClock clock = new ManualClock();
    private Caller caller = new Caller("shop", "default", "p", "uid-p");
    private final IngestService service = new IngestService(
            new Authentication(token -> new Verdict.Known(caller), clock, new Random(1)),
            codec,
            pods,
            policies,
            sessions,
            (watch, pod, findings, session) -> told.add(session),
            new NoMeter(),
            clock);

    @BeforeEach
    void run() {
        pods.put(Given.pod("p"));
        policies.putWatch(Given.watch());
    }

    @Test
    void aGoodReportIsTakenAndTold() throws IOException {
        Reply reply = send(SessionProtocolTest.full("00000000000000aa", 1, Map.of(STACK, 3L)));

        assertThat(reply).isInstanceOfSatisfying(Reply.Accepted.class, accepted -> {
            assertThat(accepted.answer().ack()).isEqualTo(1);
            assertThat(accepted.answer().config().port()).isEqualTo(7070);
        });
        assertThat(told).hasSize(1);
    }

    @Test
    void theSameReportAgainIsAnsweredAlikeAndNotToldAgain() throws IOException {
        Report report = SessionProtocolTest.full("00000000000000aa", 1, Map.of(STACK, 3L));

        Reply first = send(report);
        Reply second = send(report);

        assertThat(second).isEqualTo(first);
        assertThat(told).hasSize(1);
    }

    @Test
    void withoutATokenNothingIsRead() {
        refused(service.handle(new Submission("", unreadable(), false)), 401);
        refused(service.handle(new Submission("Basic x", unreadable(), false)), 401);
    }

    @Test
    void theTokensPodMustBeTheReportsAndThereAndRunAsTheTokensAccount() throws IOException {
        caller = new Caller("shop", "default", "other", "uid-other");
        refused(send(report(new PodRef("shop", "p", "uid-p"))), 403);
        clock.advance(Duration.ofHours(2));
        caller = new Caller("shop", "default", "p", "uid-p");
        refused(send(report(new PodRef("elsewhere", "p", "uid-p"))), 403);
        clock.advance(Duration.ofHours(2));
        caller = new Caller("shop", "thief", "p", "uid-p");
        refused(send(report(new PodRef("shop", "p", "uid-p"))), 403);
        clock.advance(Duration.ofHours(2));
        caller = new Caller("shop", "default", "p", "uid-p");
        pods.remove("uid-p");
        refused(send(report(new PodRef("shop", "p", "uid-p"))), 403);
    }

    @Test
    void whatIsNoReportIsRefusedInWords() {
        refused(service.handle(new Submission("Bearer t", new ByteArrayInputStream(new byte[] {'{'}), false)), 400);
        refused(service.handle(new Submission("Bearer t", new ByteArrayInputStream(new byte[] {'{'}), true)), 400);
        refused(
                service.handle(new Submission("Bearer t", new ByteArrayInputStream(new byte[(1 << 20) + 1]), false)),
                400);
    }

    @Test
    void aPausedWatchKeepsTheReportAndJudgesNothing() throws IOException {
        policies.putWatch(Given.watch("{selector: {matchLabels: {app: orders}}, paused: true}"));

        Reply reply = send(report(new PodRef("shop", "p", "uid-p")));

        assertThat(reply).isInstanceOf(Reply.Accepted.class);
        assertThat(sessions.find("uid-p")).isPresent();
        assertThat(told).isEmpty();
    }

    private void refused(Reply reply, int status) {
        assertThat(reply).isInstanceOfSatisfying(Reply.Refused.class, refused -> {
            assertThat(refused.status()).isEqualTo(status);
            assertThat(refused.reason()).isNotBlank();
        });
        assertThat(sessions.size()).isZero();
        assertThat(told).isEmpty();
    }

    private Reply send(Report report) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        codec.writeReport(report, out);
        return service.handle(new Submission("Bearer t", new ByteArrayInputStream(out.toByteArray()), false));
    }

    private static Report report(PodRef pod) {
        Report some = SessionProtocolTest.full("00000000000000aa", 1, Map.of(STACK, 3L));
        return new Report(
                pod,
                some.epoch(),
                some.seq(),
                some.base(),
                some.sampler(),
                some.target(),
                some.window(),
                some.snapshots(),
                some.entries(),
                some.stacks());
    }

    /** A body that complains when it is read. */
    private static InputStream unreadable() {
        InputStream closed = InputStream.nullInputStream();
        try {
            closed.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return closed;
    }

    private static final class NoMeter implements IngestMeter {

        @Override
        public void report(ReportResult result, Duration took) {}

        @Override
        public void snapshots(WatchPolicy watch, List<SnapshotTally> before, List<SnapshotTally> now) {}
    }
}
