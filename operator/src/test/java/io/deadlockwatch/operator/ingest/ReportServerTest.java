package io.deadlockwatch.operator.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.deadlockwatch.core.protocol.ReportCodec;
import io.deadlockwatch.core.protocol.ReportLimits;
import io.deadlockwatch.operator.certificate.Authority;
import io.deadlockwatch.operator.certificate.ServerCertificate;
import io.deadlockwatch.operator.ingest.TokenReviews.Verdict;
import io.deadlockwatch.operator.intake.IntakeLimits;
import io.deadlockwatch.operator.pods.Pods;
import io.deadlockwatch.operator.policy.PolicyBook;
import io.deadlockwatch.operator.testing.ManualClock;
import io.deadlockwatch.operator.testing.Trust;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server over real sockets and with real certificates; what becomes of a report is {@link IngestServiceTest}'s. */
class ReportServerTest {

    private static final int CALLERS = 8;

    private final Authority ours = Authority.create(Instant.now(), new SecureRandom());
    private final Authority other = Authority.create(Instant.now(), new SecureRandom());
    private final Vertx vertx = Vertx.vertx();
    private final ManualClock clock = new ManualClock();
    private final ReportCodec codec = new ReportCodec(ReportLimits.DEFAULTS);
    private final ReportServer server = new ReportServer(
            vertx,
            0,
            certificate(ours),
            codec,
            new IngestService(
                    new Authentication(_ -> new Verdict.Rejected("unknown"), clock, new Random(1)),
                    codec,
                    new Pods(),
                    new PolicyBook(),
                    new Sessions(new SessionProtocol(new StackPool())),
                    (_, _, _, _) -> {},
                    (_, _, _) -> {},
                    DumpWishes.NONE,
                    Trials.NONE,
                    RemoteMode.OFF,
                    new NoMeter(),
                    clock),
            new NoMeter(),
            clock,
            IntakeLimits.DEFAULTS);

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void whoTrustsItsAuthorityIsAnswered() throws Exception {
        assertThat(post(ours)).startsWith("HTTP/1.1 401");
        assertThatThrownBy(() -> post(other)).isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void anotherCertificateIsUsedWithoutAStop() {
        server.use(certificate(other));

        await().ignoreExceptionsInstanceOf(SSLHandshakeException.class)
                .until(() -> post(other).startsWith("HTTP/1.1 401"));
    }

    @Test
    void itStopsWhileReportsComeAndNobodyGetsInAfterwards() throws Exception {
        int port = server.port();
        Queue<Throwable> uncaught = new ConcurrentLinkedQueue<>();
        vertx.exceptionHandler(uncaught::add);
        CountDownLatch busy = new CountDownLatch(CALLERS);
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            for (int i = 0; i < CALLERS; i++) {
                callers.execute(() -> postUntilRefused(busy));
            }
            busy.await();

            server.stop();
        }

        assertThat(uncaught).isEmpty();
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                .isInstanceOf(ConnectException.class);
    }

    /** Reports on one connection, the next before the one is answered, until it is closed. */
    private void postUntilRefused(CountDownLatch busy) {
        try (SSLSocket socket = connect(ours)) {
            for (int n = 0; ; n++) {
                socket.getOutputStream().write(request("keep-alive"));
                if (n == 10) {
                    busy.countDown();
                }
                socket.getInputStream().skip(socket.getInputStream().available());
            }
        } catch (IOException _) {
            busy.countDown(); // closed by the other side
        }
    }

    /** The head of the answer to a report without a token. */
    private String post(Authority trusted) throws IOException {
        try (SSLSocket socket = connect(trusted)) {
            socket.getOutputStream().write(request("close"));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private SSLSocket connect(Authority trusted) throws IOException {
        return (SSLSocket) Trust.in(trusted.certificatePem())
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), server.port());
    }

    private static byte[] request(String connection) {
        return ("POST /v1/report HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nConnection: " + connection + "\r\n\r\n{}")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static ServerCertificate certificate(Authority authority) {
        return authority.issue(List.of("localhost"), Instant.now(), new SecureRandom());
    }
}
