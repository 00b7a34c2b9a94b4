package io.deadlockwatch.sampler.pprof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.deadlockwatch.core.protocol.SnapshotOutcome;
import io.deadlockwatch.core.protocol.TargetState;
import io.deadlockwatch.sampler.http.Watchdog;
import io.deadlockwatch.sampler.report.TestCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class SocketPprofClientTest {

    private static final FetchLimits LIMITS = new FetchLimits(500, 700, 100_000);

    private final PprofClient client = client(PprofCredentials.NONE);

    @Test
    void asksForOnePageAndSaysWhoItIs() throws Exception {
        try (OddServer server = OddServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody")) {
            try (InputStream body = client.open(target(server.port()), "goroutine")) {
                assertThat(body.readAllBytes()).asString().isEqualTo("body");
            }
            assertThat(server.nextRequest())
                    .startsWith("GET /debug/pprof/goroutine HTTP/1.1\r\n")
                    .contains("\r\nHost: 127.0.0.1:" + server.port() + "\r\n")
                    .contains("\r\nUser-Agent: deadlockwatch-sampler/0.1.0\r\n");
        }
    }

    @Test
    void readsByteByByteToo() throws Exception {
        try (OddServer server =
                        OddServer.saying("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n");
                InputStream body = client.open(target(server.port()), "goroutine")) {
            assertThat(body.read()).isEqualTo('x');
            assertThat(body.read()).isEqualTo(-1);
        }
    }

    @Test
    void nobodyListens() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }

        PprofException fault = fault(target(port));

        assertThat(fault).hasMessage("nobody listens on 127.0.0.1:" + port);
        assertThat(fault.state()).isEqualTo(TargetState.REFUSED);
        assertThat(fault.isCut()).isTrue();
    }

    @Test
    void fallsBackToIpv6() throws Exception {
        InetAddress six = SocketPprofClient.loopback().getLast();
        assumeTrue(hasAddress(six), "no IPv6 loopback on this machine");
        try (OddServer server = new OddServer(six, connection -> connection
                        .getOutputStream()
                        .write(OddServer.latin("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")));
                InputStream body = client.open(target(server.port()), "goroutine")) {
            assertThat(body.read()).isEqualTo(-1);
            assertThat(server.nextRequest()).contains("Host: [0:0:0:0:0:0:0:1]:" + server.port());
        }
    }

    @Test
    void noPprofThere() {
        PprofException fault = answer("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");

        assertThat(fault).hasMessage("HTTP 404 at /debug/pprof/goroutine: net/http/pprof is not routed there");
        assertThat(fault.state()).isEqualTo(TargetState.NO_PPROF);
        assertThat(fault.outcome()).isEqualTo(SnapshotOutcome.HTTP_ERROR);
        assertThat(fault.isCut()).isFalse();
    }

    @Test
    void otherErrorsAndRedirects() {
        PprofException error = answer("HTTP/1.1 500 Oops\r\n\r\n");
        assertThat(error).hasMessage("HTTP 500 at /debug/pprof/goroutine");
        assertThat(error.state()).isEqualTo(TargetState.HTTP_ERROR);

        assertThat(answer("HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\n\r\n"))
                .hasMessage("HTTP 302 at /debug/pprof/goroutine: redirects are not followed");
    }

    @Test
    void aPageForPeopleIsNoProfile() {
        PprofException fault = answer("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html>");

        assertThat(fault.state()).isEqualTo(TargetState.INVALID);
        assertThat(fault.outcome()).isEqualTo(SnapshotOutcome.INVALID);
        assertThat(fault).hasMessageContaining("an HTML page");
    }

    @Test
    void anotherProtocol() {
        PprofException fault = answer("SSH-2.0-OpenSSH_9.2\r\n");

        assertThat(fault.state()).isEqualTo(TargetState.HTTP_ERROR);
        assertThat(fault).hasMessageEndingWith("answer is not HTTP/1.x");
    }

    @Test
    void aClosedConnectionMayBeARestart() {
        PprofException fault = answer("");

        assertThat(fault.state()).isEqualTo(TargetState.HTTP_ERROR);
        assertThat(fault.isCut()).isTrue();
    }

    @Test
    void aResetMayBeARestartToo() {
        try (OddServer server = new OddServer(connection -> {
            connection.getOutputStream().write(OddServer.latin("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nbod"));
            connection.getOutputStream().flush();
            TimeUnit.MILLISECONDS.sleep(100);
            connection.setSoLinger(true, 0);
        })) {
            PprofException fault = fault(target(server.port()));

            assertThat(fault.state()).isEqualTo(TargetState.INVALID);
            assertThat(fault.outcome()).isEqualTo(SnapshotOutcome.TRUNCATED);
            assertThat(fault.isCut()).isTrue();
        }
    }

    @Test
    void aCutBodyIsTruncated() {
        PprofException fault = answer("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nbod");

        assertThat(fault.outcome()).isEqualTo(SnapshotOutcome.TRUNCATED);
        assertThat(fault).hasMessageEndingWith("was cut: body ended after 3 of 9 bytes");
    }

    @Test
    void silenceTimesOut() {
        try (OddServer server = new OddServer(connection -> TimeUnit.SECONDS.sleep(20))) {
            assertLate(fault(target(server.port())));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n"})
    void aSlowDripTimesOut(String head) {
        try (OddServer server = new OddServer(connection -> {
            connection.getOutputStream().write(OddServer.latin(head));
            while (true) {
                connection.getOutputStream().write('H');
                connection.getOutputStream().flush();
                TimeUnit.MILLISECONDS.sleep(20);
            }
        })) {
            assertLate(fault(target(server.port())));
        }
    }

    @Test
    void anEndlessBodyIsTooLarge() {
        try (OddServer server = new OddServer(connection -> {
            connection.getOutputStream().write(OddServer.latin("HTTP/1.1 200 OK\r\n\r\n"));
            while (true) {
                connection.getOutputStream().write(new byte[10_000]);
            }
        })) {
            PprofException fault = fault(target(server.port()));

            assertThat(fault.outcome()).isEqualTo(SnapshotOutcome.TOO_LARGE);
            assertThat(fault).hasMessageEndingWith("is larger than 100000 bytes");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "debug", "/a b", "/a\r\nEvil: 1", "/a?b", "/ä"})
    void refusesPathsThatAreNone(String path) {
        PprofException fault = fault(new PprofTarget(1, path, "http"));

        assertThat(fault.state()).isEqualTo(TargetState.HTTP_ERROR);
        assertThat(fault).hasMessage("the path in the configuration is no path of a URL");
    }

    @Test
    void theIndexIsAPageForPeople() throws Exception {
        try (OddServer server = OddServer.saying(
                        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>");
                InputStream body = client.openIndex(target(server.port()))) {
            assertThat(body.readAllBytes()).asString().isEqualTo("<html>");
            assertThat(server.nextRequest()).startsWith("GET /debug/pprof/ HTTP/1.1\r\n");
        }
    }

    @Test
    void theTokenOfASecretGoesAlongAndIsReadEachTime(@TempDir Path secret) throws Exception {
        PprofClient trusted = client(PprofCredentials.in(secret));
        try (OddServer server = OddServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
            trusted.open(target(server.port()), "goroutine").close();
            assertThat(server.nextRequest()).doesNotContain("Authorization");

            Files.writeString(secret.resolve("username"), "sampler\n");
            Files.writeString(secret.resolve("password"), "pass:word\n");
            trusted.open(target(server.port()), "goroutine").close();
            assertThat(server.nextRequest()).contains("\r\nAuthorization: Basic c2FtcGxlcjpwYXNzOndvcmQ=\r\n");

            Files.writeString(secret.resolve("token"), "t-1");
            trusted.open(target(server.port()), "goroutine").close();
            assertThat(server.nextRequest()).contains("\r\nAuthorization: Bearer t-1\r\n");
        }
    }

    @Test
    void aSecretWithALineBreakIsNotSentNorTold(@TempDir Path secret) throws Exception {
        Files.writeString(secret.resolve("token"), "geheim\r\nEvil: 1");
        try (OddServer server = OddServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
            PprofException fault = catchThrowableOfType(PprofException.class, () -> client(PprofCredentials.in(secret))
                    .open(target(server.port()), "goroutine"));

            assertThat(fault)
                    .hasMessageEndingWith("cannot stand in a header")
                    .message()
                    .doesNotContain("geheim");
        }
    }

    @Test
    void saysThatCredentialsAreAskedFor() {
        assertThat(answer("HTTP/1.1 401 Unauthorized\r\n\r\n"))
                .hasMessage("HTTP 401 at /debug/pprof/goroutine: the target asks for credentials, or for others than"
                        + " the sampler was given");
    }

    @Test
    void speaksTlsOnLoopbackWithWhateverCertificate() throws Exception {
        SSLContext expired = new TestCertificates().server("elsewhere.example", Duration.ofDays(-2));
        try (ServerSocket server = expired.getServerSocketFactory()
                .createServerSocket(0, 8, SocketPprofClient.loopback().getFirst())) {
            Thread.ofVirtual().start(() -> answerOnce(server));

            try (InputStream body =
                    client.open(new PprofTarget(server.getLocalPort(), "/debug/pprof", "https"), "goroutine")) {
                assertThat(body.readAllBytes()).asString().isEqualTo("body");
            }
        }
    }

    @Test
    void aTargetThatSpeaksNoTlsIsAnErrorAndNoRestart() throws Exception {
        try (ServerSocket server =
                new ServerSocket(0, 8, SocketPprofClient.loopback().getFirst())) {
            Thread.ofVirtual().start(() -> {
                try (Socket connection = server.accept()) {
                    connection.getInputStream().read();
                    connection.getOutputStream().write(OddServer.latin("HTTP/1.1 400 Bad Request\r\n\r\n"));
                    connection.getInputStream().read(new byte[4_096]);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });

            PprofException fault = fault(new PprofTarget(server.getLocalPort(), "/debug/pprof", "https"));

            assertThat(fault).hasMessageContaining("speaks no TLS that can be used");
            assertThat(fault.isCut()).isFalse();
        }
    }

    private static void answerOnce(ServerSocket server) {
        try (Socket connection = server.accept()) {
            OddServer.request(connection);
            connection.getOutputStream().write(OddServer.latin("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody"));
            connection.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PprofClient client(PprofCredentials credentials) {
        return new SocketPprofClient(SocketPprofClient.loopback(), credentials, LIMITS, new Watchdog(), "0.1.0");
    }

    private PprofException answer(String bytes) {
        try (OddServer server = OddServer.saying(bytes)) {
            return fault(target(server.port()));
        }
    }

    private static void assertLate(PprofException fault) {
        assertThat(fault.state()).isEqualTo(TargetState.TIMEOUT);
        assertThat(fault.outcome()).isEqualTo(SnapshotOutcome.TIMEOUT);
        assertThat(fault).hasMessageEndingWith("within 700 ms");
    }

    private PprofException fault(PprofTarget target) {
        return catchThrowableOfType(PprofException.class, () -> {
            try (InputStream body = client.open(target, "goroutine")) {
                body.readAllBytes();
            }
        });
    }

    private static PprofTarget target(int port) {
        return new PprofTarget(port, "/debug/pprof", "http");
    }

    private static boolean hasAddress(InetAddress address) throws SocketException {
        List<InetAddress> all = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .toList();
        return all.contains(address)
                || all.stream().anyMatch(a -> a.isLoopbackAddress() && a.getAddress().length == 16);
    }
}
