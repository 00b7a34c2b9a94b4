package io.deadlockwatch.sampler.pprof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deadlockwatch.core.protocol.TargetState;
import io.deadlockwatch.sampler.http.Watchdog;
import io.deadlockwatch.sampler.report.TestCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A target over the network must prove who it is. */
@Timeout(30)
class RemoteTlsTest {

    private static final InetAddress LOOPBACK = SocketPprofClient.loopback().getFirst();

    private final TestCertificates certificates = new TestCertificates();

    private Path folder;

    @BeforeEach
    void folder(@TempDir Path temporary) {
        folder = temporary;
    }

    @Test
    void byTheNameAndTheAuthorityThatWereGiven() throws IOException {
        write("shop.pprof.ca.crt", certificates.caPem());
        write("shop.pprof.server-name", "orders.shop.svc");

        assertThat(fetch(certificates.server("orders.shop.svc", Duration.ofDays(1))))
                .isEqualTo("body");
    }

    @Test
    void withoutAnAuthorityThereIsNobodyToBelieve() {
        assertThatThrownBy(() -> fetch(certificates.server("orders.shop.svc", Duration.ofDays(1))))
                .isInstanceOfSatisfying(
                        PprofException.class, e -> assertThat(e.state()).isEqualTo(TargetState.HTTP_ERROR))
                .hasMessageContaining("no ca.crt says whom to believe");
    }

    @Test
    void anotherNameOrAuthorityIsAnotherTarget() throws IOException {
        write("shop.pprof.ca.crt", certificates.caPem());
        assertThatThrownBy(() -> fetch(certificates.server("orders.shop.svc", Duration.ofDays(1))))
                .as("the address is not in the certificate")
                .hasMessageContaining("speaks no TLS that can be used");

        write("shop.pprof.server-name", "orders.shop.svc");
        assertThatThrownBy(() -> fetch(new TestCertificates().server("orders.shop.svc", Duration.ofDays(1))))
                .hasMessageContaining("speaks no TLS that can be used");
        assertThatThrownBy(() -> fetch(certificates.server("orders.shop.svc", Duration.ofDays(-1))))
                .hasMessageContaining("speaks no TLS that can be used");
    }

    @Test
    void anAuthorityThatChangesCountsFromThenOn() throws IOException {
        write("ca.crt", new TestCertificates().caPem());
        write("shop.pprof.server-name", "orders.shop.svc");
        SSLContext server = certificates.server("orders.shop.svc", Duration.ofDays(1));
        assertThatThrownBy(() -> fetch(server)).isInstanceOf(PprofException.class);

        write("ca.crt", certificates.caPem());

        assertThat(fetch(server)).isEqualTo("body");
    }

    private String fetch(SSLContext context) throws IOException {
        SocketPprofClient client = SocketPprofClient.remote(
                LOOPBACK,
                PprofCredentials.entry(folder, "shop", "pprof"),
                new FetchLimits(2_000, 5_000, 100_000),
                new Watchdog(),
                "0.1.0");
        try (SSLServerSocket server =
                (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0, 8, LOOPBACK)) {
            Thread.ofVirtual().start(() -> serve(server));
            try (InputStream body =
                    client.open(new PprofTarget(server.getLocalPort(), "/debug/pprof", "https"), "goroutine")) {
                return new String(body.readAllBytes(), StandardCharsets.US_ASCII);
            }
        }
    }

    private static void serve(SSLServerSocket server) {
        try (Socket connection = server.accept()) {
            OddServer.request(connection);
            connection.getOutputStream().write(OddServer.latin("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody"));
        } catch (IOException e) {
            // The client did not like the certificate.
        }
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }
}
