package io.deadlockwatch.sampler.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.protocol.Answer;
import io.deadlockwatch.core.protocol.DumpHeader;
import io.deadlockwatch.core.protocol.NodeTarget;
import io.deadlockwatch.core.protocol.PodRef;
import io.deadlockwatch.core.protocol.Report;
import io.deadlockwatch.core.protocol.ReportCodec;
import io.deadlockwatch.core.protocol.ReportLimits;
import io.deadlockwatch.core.protocol.SamplerConfig;
import io.deadlockwatch.core.protocol.TargetList;
import io.deadlockwatch.core.protocol.TargetState;
import io.deadlockwatch.core.protocol.TargetStatus;
import io.deadlockwatch.core.protocol.TargetsRequest;
import io.deadlockwatch.core.protocol.Window;
import io.deadlockwatch.sampler.dump.PackedDump;
import io.deadlockwatch.sampler.http.Watchdog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class HttpsReportChannelTest {

    private static final SamplerConfig CONFIG = new SamplerConfig(6_060, "/debug/pprof", "http", 15_000, 30_000, false);
    private static final ChannelLimits LIMITS = new ChannelLimits(20_000, 20_000);

    /** For those that let it wait; nobody else may lose by a slow machine. */
    private static final ChannelLimits IMPATIENT = new ChannelLimits(1_000, 1_000);

    private static final DumpHeader HEADER =
            new DumpHeader(new PodRef("shop", "orders-1", "u-1"), "00000000000000aa", 1, "b-1", 2, false);
    private static final Duration DAY = Duration.ofDays(1);

    private final TestCertificates certificates = new TestCertificates();

    private Path folder;

    @BeforeEach
    void giveToken(@TempDir Path fresh) throws IOException {
        folder = fresh;
        Files.writeString(folder.resolve("token"), "token-1\n");
    }

    @Test
    void postsGzipWithTheTokenAndReadsTheAnswer() throws Exception {
        try (TlsOperator operator = operator(TlsOperator.accepting(CONFIG))) {
            ReportReply reply = channel(operator.port()).send(report(7));

            assertThat(reply).isEqualTo(new ReportReply.Accepted(new Answer(7, 600_000, CONFIG)));
            assertThat(operator.next()).isEqualTo(report(7));
            assertThat(operator.heads().getFirst())
                    .startsWith("POST /v1/report HTTP/1.1\r\n")
                    .contains("\r\nHost: localhost:" + operator.port() + "\r\n")
                    .contains("\r\nAuthorization: Bearer token-1\r\n")
                    .contains("\r\nContent-Encoding: gzip\r\n")
                    .contains("\r\nUser-Agent: deadlockwatch-sampler/0.1.0\r\n");
        }
    }

    @Test
    void keepsItsConnectionAndReadsTheTokenEachTime() throws Exception {
        try (TlsOperator operator = operator(TlsOperator.accepting(CONFIG))) {
            ReportChannel channel = channel(operator.port());
            channel.send(report(1));
            Files.writeString(folder.resolve("token"), "token-2");

            assertThat(channel.send(report(2))).isInstanceOf(ReportReply.Accepted.class);

            assertThat(operator.connections()).isEqualTo(1);
            assertThat(operator.heads().get(1)).contains("Bearer token-2\r\n");
        }
    }

    @Test
    void postsDumpsOnTheSameConnectionWithAHeaderBeforeTheText() throws Exception {
        try (TlsOperator operator = operator(TlsOperator.accepting(CONFIG))) {
            HttpsReportChannel channel = channel(operator.port());
            channel.send(report(1));

            assertThat(channel.sendDump(HEADER, packed("goroutine 1 [running]:\n", "goroutine 2 [select]:\n")))
                    .isEqualTo(new ReportReply.Stored());
            assertThat(channel.send(report(2))).isInstanceOf(ReportReply.Accepted.class);

            assertThat(operator.dumps())
                    .containsExactly("00000000000000aa goroutine 1 [running]:\ngoroutine 2 [select]:\n");
            assertThat(operator.connections()).isEqualTo(1);
            assertThat(operator.heads().get(1))
                    .startsWith("POST /v1/dump HTTP/1.1\r\n")
                    .contains("\r\nContent-Type: text/plain\r\n")
                    .contains("\r\nAuthorization: Bearer token-1\r\n");
        }
    }

    @Test
    void aDumpThatIsRefusedIsToldWhy() throws Exception {
        try (TlsOperator operator = operator(TlsOperator.accepting(CONFIG))) {
            operator.answersDumpsWith("409 Conflict");

            assertThat(channel(operator.port()).sendDump(HEADER, packed("goroutine 1 [running]:\n")))
                    .isEqualTo(new ReportReply.Refused(409, "", -1));
        }
    }

    private static PackedDump packed(String... texts) throws IOException {
        List<byte[]> members = new ArrayList<>();
        for (String text : texts) {
            ByteArrayOutputStream member = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(member)) {
                gzip.write(text.getBytes(StandardCharsets.UTF_8));
            }
            members.add(member.toByteArray());
        }
        return new PackedDump(members, false);
    }

    @Test
    void replacesAConnectionThatTheOperatorClosed() throws Exception {
        TlsOperator.Behaviour accepting = TlsOperator.accepting(CONFIG);
        TlsOperator operator = operator(accepting);
        try (operator) {
            ReportChannel channel = channel(operator.port());
            channel.send(report(1));
            try (TlsOperator closing = operator(report -> report.seq() == 2 ? new byte[0] : accepting.answer(report))) {
                ReportChannel toClosing = channel(closing.port());
                toClosing.send(report(1));

                ReportReply lost = toClosing.send(report(2));
                ReportReply taken = toClosing.send(report(3));

                assertThat(lost).isInstanceOf(ReportReply.Failed.class);
                assertThat(taken).isInstanceOf(ReportReply.Accepted.class);
                assertThat(closing.connections())
                        .as("one each, and one try again")
                        .isEqualTo(3);
            }
        }
    }

    @Test
    void refusalsComeWithTheOperatorsWords() throws Exception {
        try (TlsOperator operator = operator(
                report -> TlsOperator.http("413 Too Large", "", "{\"error\":\"body is larger than 1048576 bytes\"}"))) {
            assertThat(channel(operator.port()).send(report(1)))
                    .isEqualTo(new ReportReply.Refused(413, "body is larger than 1048576 bytes", -1));
        }
        try (TlsOperator operator = operator(
                report -> TlsOperator.http("503 Busy", "Retry-After: 17\r\nContent-Type: text/html\r\n", "<html>"))) {
            assertThat(channel(operator.port()).send(report(1))).isEqualTo(new ReportReply.Refused(503, "", 17_000));
        }
    }

    @Test
    void anotherCaIsRefused() {
        try (TlsOperator operator =
                new TlsOperator(new TestCertificates().server("localhost", DAY), TlsOperator.accepting(CONFIG))) {
            assertThat(channel(operator.port()).send(report(1)))
                    .isEqualTo(new ReportReply.Failed("the certificate of localhost:" + operator.port()
                            + " is not signed by the CA given to the sampler"));
        }
    }

    @Test
    void anotherNameIsRefused() {
        try (TlsOperator operator =
                new TlsOperator(certificates.server("operator.example", DAY), TlsOperator.accepting(CONFIG))) {
            assertThat(channel(operator.port()).send(report(1)))
                    .isEqualTo(new ReportReply.Failed("the certificate of localhost:" + operator.port()
                            + " is refused: No subject alternative DNS name matching localhost found."));
        }
    }

    @Test
    void anExpiredCertificateIsRefused() {
        try (TlsOperator operator = new TlsOperator(
                certificates.server("localhost", Duration.ofHours(-1)), TlsOperator.accepting(CONFIG))) {
            assertThat(channel(operator.port()).send(report(1))).asString().contains("is not valid now: NotAfter");
        }
    }

    @Test
    void aNewerCaInTheFileIsTakenWithoutARestart() throws Exception {
        Path file = folder.resolve("ca.pem");
        TestCertificates newer = new TestCertificates();
        try (TlsOperator operator = new TlsOperator(newer.server("localhost", DAY), TlsOperator.accepting(CONFIG))) {
            ReportChannel channel = channel(operator.port(), new OperatorTrust(certificates.caPem(), file), LIMITS);
            assertThat(channel.send(report(1))).isInstanceOf(ReportReply.Failed.class);

            Files.writeString(file, newer.caPem());

            assertThat(channel.send(report(2))).isInstanceOf(ReportReply.Accepted.class);
        }
    }

    @Test
    void aCaThatIsNoneIsNamed() throws Exception {
        try (TlsOperator operator = operator(TlsOperator.accepting(CONFIG))) {
            assertThat(channel(operator.port(), new OperatorTrust("", null), LIMITS)
                            .send(report(1)))
                    .isEqualTo(new ReportReply.Failed("no CA certificate was given"));
            assertThat(channel(operator.port(), new OperatorTrust("nonsense", null), LIMITS)
                            .send(report(1)))
                    .asString()
                    .contains("the CA given cannot be used: ");
        }
    }

    @Test
    void tokensThatAreNoneAreNamed() throws Exception {
        Path token = folder.resolve("token");
        ReportChannel channel = channel(1);
        Files.writeString(token, "a\r\nEvil: b");
        assertThat(channel.send(report(1)))
                .isEqualTo(new ReportReply.Failed("token file " + token + " holds no token"));

        Files.delete(token);
        assertThat(channel.send(report(1)))
                .isEqualTo(new ReportReply.Failed("token file " + token + " does not exist"));
    }

    @Test
    void nobodyThere() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }

        assertThat(channel(port).send(report(1)))
                .isEqualTo(new ReportReply.Failed("nobody takes connections at localhost:" + port));
    }

    @Test
    void aNameThatDoesNotResolve() {
        ReportChannel channel =
                channel(new OperatorAddress("operator.invalid", 443, "/v1/report", "/v1/dump"), trust(), LIMITS);

        assertThat(channel.send(report(1)))
                .isEqualTo(new ReportReply.Failed("the name operator.invalid does not resolve"));
    }

    @Test
    void anOperatorThatHangsIsGivenUp() throws Exception {
        try (TlsOperator operator = operator(report -> {
            TimeUnit.SECONDS.sleep(60);
            return new byte[0];
        })) {
            assertThat(channel(operator.port(), trust(), IMPATIENT).send(report(1)))
                    .isEqualTo(
                            new ReportReply.Failed("no answer from localhost:" + operator.port() + " within 1000 ms"));
        }
    }

    @Test
    void aHandshakeThatHangsIsGivenUp() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            int port = silent.getLocalPort();

            assertThat(channel(port, trust(), IMPATIENT).send(report(1)))
                    .isEqualTo(new ReportReply.Failed("no answer from localhost:" + port + " within 1000 ms"));
        }
    }

    @Test
    void anEndlessOrSenselessAnswerIsNone() throws Exception {
        try (TlsOperator operator = operator(report -> TlsOperator.http("200 OK", "", " ".repeat(100_000)))) {
            assertThat(channel(operator.port()).send(report(1)))
                    .asString()
                    .contains("answer is larger than 65536 bytes");
        }
        try (TlsOperator operator = operator(report -> TlsOperator.http("200 OK", "", "{}"))) {
            assertThat(channel(operator.port()).send(report(1)))
                    .isEqualTo(new ReportReply.Failed("ack is missing", true));
        }
    }

    @Test
    void aNodeSamplerAsksForItsTargetsOnTheSameConnection() throws Exception {
        TargetList list = new TargetList(
                List.of(new NodeTarget(new PodRef("shop", "orders-1", "u-1"), "10.1.2.3", "pprof")), 2, 30_000);
        try (TlsOperator operator = operator(report -> new byte[0])) {
            operator.assigns(list);
            HttpsReportChannel channel = channel(operator.port());
            TargetsRequest request = new TargetsRequest(new PodRef("dw", "remote-x", "u-9"), "0.1.0");

            assertThat(channel.ask(request)).isEqualTo(new ReportReply.Assigned(list));
            assertThat(channel.ask(request)).isEqualTo(new ReportReply.Assigned(list));
            assertThat(operator.connections()).isEqualTo(1);
            assertThat(operator.heads().getLast())
                    .startsWith("POST /v1/targets HTTP/1.1\r\n")
                    .contains("\r\nAuthorization: Bearer ");
        }
    }

    private TlsOperator operator(TlsOperator.Behaviour behaviour) {
        return new TlsOperator(certificates.server("localhost", DAY), behaviour);
    }

    private OperatorTrust trust() {
        return new OperatorTrust(certificates.caPem(), null);
    }

    private HttpsReportChannel channel(int port) {
        return channel(port, trust(), LIMITS);
    }

    private HttpsReportChannel channel(int port, OperatorTrust trust, ChannelLimits limits) {
        return channel(new OperatorAddress("localhost", port, "/v1/report", "/v1/dump"), trust, limits);
    }

    private HttpsReportChannel channel(OperatorAddress address, OperatorTrust trust, ChannelLimits limits) {
        return new HttpsReportChannel(
                address,
                trust,
                folder.resolve("token"),
                new ReportCodec(ReportLimits.DEFAULTS),
                new Watchdog(),
                limits,
                "0.1.0");
    }

    private static Report report(long seq) {
        return new Report(
                new PodRef("shop", "orders-1", "u-1"),
                "9f86d081884c7d65",
                seq,
                0,
                "0.1.0",
                new TargetStatus(1, TargetState.IDLE, "", ""),
                Window.EMPTY,
                List.of(),
                List.of(),
                List.of());
    }
}
