package io.deadlockwatch.operator.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.protocol.DumpCodec;
import io.deadlockwatch.core.protocol.DumpHeader;
import io.deadlockwatch.core.protocol.LadderStatus;
import io.deadlockwatch.core.protocol.LeakSummary;
import io.deadlockwatch.core.protocol.PodRef;
import io.deadlockwatch.core.protocol.Report;
import io.deadlockwatch.core.protocol.ReportCodec;
import io.deadlockwatch.core.protocol.ReportLimits;
import io.deadlockwatch.core.protocol.SamplerCost;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.operator.ingest.IngestService.Submission;
import io.deadlockwatch.operator.ingest.TokenReviews.Verdict;
import io.deadlockwatch.operator.pods.Pods;
import io.deadlockwatch.operator.policy.PolicyBook;
import io.deadlockwatch.operator.testing.Given;
import io.deadlockwatch.operator.testing.ManualClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In which order a report is examined, and that a refused one changes nothing. */
class IngestServiceTest {

    private static final Stack STACK = Given.blocked("shop.a");

    private final ReportCodec codec = new ReportCodec(ReportLimits.DEFAULTS);
    private final Pods pods = new Pods();
    private final PolicyBook policies = new PolicyBook();
    private final Sessions sessions = new Sessions(new SessionProtocol(new StackPool()));
    private final List<Session> told = new ArrayList<>();
    private final List<StoredDump> dumps = new ArrayList<>();
    private final ManualClock clock = new ManualClock();
    private Caller caller = new Caller("shop", "default", "p", "uid-p");
    private final IngestService service = new IngestService(
            new Authentication(token -> new Verdict.Known(caller), clock, new Random(1)),
            codec,
            pods,
            policies,
            sessions,
            (watch, pod, findings, session) -> told.add(session),
            (watch, pod, dump) -> dumps.add(dump),
            DumpWishes.NONE,
            Trials.NONE,
            RemoteMode.OFF,
            new NoMeter(),
            clock);

    @BeforeEach
    void run() {
        pods.put(Given.pod("p"));
        policies.putWatch(Given.watch());
    }

    @Test
    void aGoodReportIsTakenAndTold() throws IOException {
        Reply reply = send(Reports.full("00000000000000aa", 1, Map.of(STACK, 3L)));

        assertThat(reply).isInstanceOfSatisfying(Reply.Accepted.class, accepted -> {
            assertThat(accepted.answer().ack()).isEqualTo(1);
            assertThat(accepted.answer().config().port()).isEqualTo(7070);
        });
        assertThat(told).hasSize(1);
    }

    @Test
    void theSameReportAgainIsAnsweredAlikeAndNotToldAgain() throws IOException {
        Report report = Reports.full("00000000000000aa", 1, Map.of(STACK, 3L));

        Reply first = send(report);
        Reply second = send(report);

        assertThat(second).isEqualTo(first);
        assertThat(told).hasSize(1);
    }

    @Test
    void withoutATokenNothingIsRead() {
        refused(service.handle(new Submission("10.0.0.7", "", unreadable(), false)), 401);
        refused(service.handle(new Submission("10.0.0.7", "Basic x", unreadable(), false)), 401);
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
        refused(
                service.handle(
                        new Submission("10.0.0.7", "Bearer t", new ByteArrayInputStream(new byte[] {'{'}), false)),
                400);
        refused(
                service.handle(
                        new Submission("10.0.0.7", "Bearer t", new ByteArrayInputStream(new byte[] {'{'}), true)),
                400);
        refused(
                service.handle(new Submission(
                        "10.0.0.7", "Bearer t", new ByteArrayInputStream(new byte[(1 << 20) + 1]), false)),
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

    @Test
    void oneReplicaAtATimeIsToldThatItIsItsTurn() throws IOException {
        pods.put(Given.pod("q"));
        assertThat(grant(send(wanting("p", 1)))).isEqualTo(60_000);

        caller = new Caller("shop", "default", "q", "uid-q");
        clock.advance(Duration.ofHours(1));
        assertThat(grant(send(wanting("q", 1)))).isEqualTo(60_000);
        caller = new Caller("shop", "default", "p", "uid-p");
        clock.advance(Duration.ofSeconds(11));
        assertThat(grant(service.handle(submission(wanting("p", 2), "of p"))))
                .as("it is the other's turn")
                .isZero();
    }

    @Test
    void aDumpThatWasGrantedIsTakenOnce() throws IOException {
        send(wanting("p", 1));

        assertThat(dump(header("p", 1), "goroutine 1 [running]:\n")).isEqualTo(new Reply.Stored());
        assertThat(dumps).singleElement().satisfies(dump -> {
            assertThat(dump.header()).isEqualTo(header("p", 1));
            assertThat(dump.text()).hasContent("goroutine 1 [running]:\n");
        });

        assertStatus(dump(header("p", 1), "goroutine 1 [running]:\n"), 409);
        assertThat(dumps).hasSize(1);
    }

    @Test
    void dumpsThatNobodyAskedForOrThatAreNoneAreRefused() throws IOException {
        assertStatus(dump(header("p", 1), "goroutine 1 [running]:\n"), 409);
        send(wanting("p", 1));

        assertStatus(dump(header("p", 2), "goroutine 1 [running]:\n"), 409);
        assertStatus(dump(header("p", 1), "<html>"), 400);
        assertStatus(
                service.handleDump(
                        new Submission("10.0.0.7", "Bearer t", new ByteArrayInputStream(new byte[] {1}), true)),
                400);
        assertStatus(
                service.handleDump(new Submission(
                        "10.0.0.7", "Bearer t", new ByteArrayInputStream(new byte[(1 << 20) + 1]), true)),
                413);
        assertStatus(dump(header("other", 1), "goroutine 1 [running]:\n"), 403);
        assertStatus(service.handleDump(new Submission("10.0.0.7", "", unreadable(), true)), 401);
        assertThat(dumps).isEmpty();
    }

    @Test
    void aGzipBombIsNoDump() throws IOException {
        send(wanting("p", 1));

        assertStatus(dump(header("p", 1), "goroutine " + "x".repeat(65 << 20)), 413);

        assertThat(dumps).isEmpty();
    }

    private static void assertStatus(Reply reply, int status) {
        assertThat(reply).isInstanceOfSatisfying(Reply.Refused.class, refused -> assertThat(refused.status())
                .isEqualTo(status));
    }

    private static long grant(Reply reply) {
        return ((Reply.Accepted) reply).answer().dumpGrantMillis();
    }

    private static DumpHeader header(String pod, long incarnation) {
        return new DumpHeader(new PodRef("shop", pod, "uid-" + pod), "00000000000000aa", incarnation, "b-1", 1, false);
    }

    private Reply dump(DumpHeader header, String text) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(body)) {
            new DumpCodec().writeHeader(header, gzip);
            gzip.write(text.getBytes(StandardCharsets.US_ASCII));
        }
        return service.handleDump(
                new Submission("10.0.0.7", "Bearer t", new ByteArrayInputStream(body.toByteArray()), true));
    }

    /** A full report of a sampler that would like to dump its pod. */
    private static Report wanting(String pod, long seq) {
        LadderStatus wish =
                new LadderStatus(15_000, true, List.of(), SamplerCost.UNKNOWN, LeakSummary.NONE, 0, Optional.empty());
        return Reports.climbing(
                Reports.about(
                        new PodRef("shop", pod, "uid-" + pod),
                        Reports.full("00000000000000aa", seq, Map.of(STACK, 3L))),
                wish);
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
        return service.handle(submission(report, "t"));
    }

    private Submission submission(Report report, String token) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        codec.writeReport(report, out);
        return new Submission("10.0.0.7", "Bearer " + token, new ByteArrayInputStream(out.toByteArray()), false);
    }

    private static Report report(PodRef pod) {
        return Reports.about(pod, Reports.full("00000000000000aa", 1, Map.of(STACK, 3L)));
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
}
