package io.deadlockwatch.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.protocol.Answer;
import io.deadlockwatch.core.protocol.NodeTarget;
import io.deadlockwatch.core.protocol.PodRef;
import io.deadlockwatch.core.protocol.Report;
import io.deadlockwatch.core.protocol.ReportCodec;
import io.deadlockwatch.core.protocol.ReportLimits;
import io.deadlockwatch.core.protocol.SamplerConfig;
import io.deadlockwatch.core.protocol.TargetList;
import io.deadlockwatch.core.protocol.TargetState;
import io.deadlockwatch.sampler.http.Watchdog;
import io.deadlockwatch.sampler.pprof.FetchLimits;
import io.deadlockwatch.sampler.remote.Workers;
import io.deadlockwatch.sampler.report.TestCertificates;
import io.deadlockwatch.sampler.report.TlsOperator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node's sampler with everything real but the operator: sockets, TLS, a recorded profile, and targets that do whatever harm they can. */
@Timeout(120)
class RemoteSamplerTest {

    private static final String OK =
            "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nConnection: close\r\n\r\n";
    private static final int GOOD_SAMPLES = 4;

    private final Map<String, ServerSocket> targets = new HashMap<>();
    private final Map<String, String> schemes = new HashMap<>();
    private final TestCertificates certificates = new TestCertificates();
    private byte[] profile = {};

    private Path folder;

    /** What a target does with a connection on which a request was sent. */
    private interface Behaviour {
        void answer(Socket connection) throws IOException, InterruptedException;
    }

    @BeforeEach
    void targets(@TempDir Path temporary) throws IOException {
        folder = temporary;
        profile = Files.readAllBytes(Path.of("image", "training-profile.pb.gz"));
        byte[] bomb = bomb();
        byte[] kilobytes = new byte[64 << 10];
        for (int i = 0; i < 3; i++) {
            serve("good-" + i, connection -> say(connection, OK, profile));
        }
        serve("silent", connection -> Thread.sleep(60_000));
        serve("dripping", connection -> {
            OutputStream out = connection.getOutputStream();
            out.write(latin(OK));
            for (int i = 0; ; i++) {
                out.write(profile, i % profile.length, 1);
                out.flush();
                Thread.sleep(20);
            }
        });
        serve("endless", connection -> {
            OutputStream out = connection.getOutputStream();
            out.write(latin(OK));
            while (true) {
                out.write(kilobytes);
            }
        });
        serve("line", connection -> {
            OutputStream out = connection.getOutputStream();
            out.write(latin("HTTP/1.1 200 OK\r\nX: "));
            while (true) {
                out.write(kilobytes);
            }
        });
        serve("bomb", connection -> say(connection, OK, bomb));
        serve(
                "html",
                connection -> say(
                        connection,
                        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n",
                        latin("<html>")));
        serve(
                "redirect",
                connection -> say(
                        connection,
                        "HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n",
                        new byte[0]));
        serve("cut", connection -> say(connection, OK, latin("x")));
        serve(
                "wrong-certificate",
                new TestCertificates()
                        .server("elsewhere.example", Duration.ofDays(1))
                        .getServerSocketFactory()
                        .createServerSocket(0, 8, InetAddress.getLoopbackAddress()),
                connection -> say(connection, OK, profile));
        schemes.put("wrong-certificate", "https");
        Files.writeString(folder.resolve("token"), "token");
        Files.writeString(folder.resolve("ca.crt"), certificates.caPem());
    }

    @AfterEach
    void close() throws IOException {
        for (ServerSocket server : targets.values()) {
            server.close();
        }
    }

    @Test
    void whoDoesWhateverHarmOthersAreSampledAndItIsToldWhatIsWrong() throws Exception {
        Map<String, Set<TargetState>> seen = new HashMap<>();
        Map<String, Long> good = new HashMap<>();
        try (TlsOperator operator =
                new TlsOperator(certificates.server("localhost", Duration.ofDays(1)), this::answer)) {
            operator.assigns(new TargetList(list(), 0, 1_000));
            Thread node = start(operator);

            while (!isComplete(seen, good)) {
                Report report = operator.next();
                seen.computeIfAbsent(report.pod().name(), _ -> EnumSet.noneOf(TargetState.class))
                        .add(report.target().state());
                good.merge(report.pod().name(), report.window().goodSamples(), Math::max);
            }

            node.interrupt();
            node.join();
            assertThat(operator.connections())
                    .as("one way to the operator for all")
                    .isEqualTo(1);
        }
        Map<String, TargetState> expected = new HashMap<>(Map.of(
                "silent", TargetState.TIMEOUT,
                "dripping", TargetState.TIMEOUT,
                "endless", TargetState.INVALID,
                "line", TargetState.HTTP_ERROR,
                "bomb", TargetState.INVALID,
                "html", TargetState.INVALID,
                "redirect", TargetState.HTTP_ERROR,
                "cut", TargetState.INVALID,
                "wrong-certificate", TargetState.HTTP_ERROR));
        for (int i = 0; i < 3; i++) {
            expected.put("good-" + i, TargetState.OK);
        }
        assertThat(seen.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, state) ->
                assertThat(seen.get(name)).as(name).contains(state).isSubsetOf(EnumSet.of(TargetState.IDLE, state)));
    }

    private boolean isComplete(Map<String, Set<TargetState>> seen, Map<String, Long> good) {
        return seen.size() == targets.size()
                && seen.values().stream()
                        .allMatch(states -> states.stream().anyMatch(state -> state != TargetState.IDLE))
                && good.entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith("good"))
                        .allMatch(entry -> entry.getValue() >= GOOD_SAMPLES);
    }

    private Thread start(TlsOperator operator) {
        SamplerEnvironment environment = SamplerEnvironment.from(Map.of(
                "DEADLOCKWATCH_MODE",
                "remote",
                "DEADLOCKWATCH_OPERATOR_URL",
                "https://localhost:" + operator.port(),
                "DEADLOCKWATCH_CA",
                certificates.caPem(),
                "DEADLOCKWATCH_TOKEN_FILE",
                folder.resolve("token").toString(),
                "DEADLOCKWATCH_PPROF_CREDENTIALS",
                folder.toString(),
                "POD_NAMESPACE",
                "dw",
                "POD_NAME",
                "remote-x",
                "POD_UID",
                "u-9"));
        Watchdog watchdog = new Watchdog();
        Workers workers = RemoteSampler.create(
                environment,
                SamplerMain.channel(environment, watchdog),
                watchdog,
                (event, state, detail) -> {},
                "0.1.0",
                new FetchLimits(1_000, 3_000, 8 << 20),
                InetAddress::ofLiteral);
        Thread node = new Thread(workers::run);
        node.start();
        return node;
    }

    private List<NodeTarget> list() {
        List<NodeTarget> list = new ArrayList<>();
        targets.keySet()
                .forEach(name -> list.add(new NodeTarget(
                        new PodRef("shop", name, "uid-" + name),
                        InetAddress.getLoopbackAddress().getHostAddress(),
                        "")));
        return list;
    }

    /** A lease, and where this one target is. */
    private byte[] answer(Report report) throws IOException {
        String name = report.pod().name();
        ServerSocket server = targets.get(name);
        assertThat(server).as(name).isNotNull();
        SamplerConfig config = new SamplerConfig(
                server.getLocalPort(), "/debug/pprof", schemes.getOrDefault(name, "http"), 1_000, 1_000, false);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        new ReportCodec(ReportLimits.DEFAULTS).writeAnswer(new Answer(report.seq(), 600_000, config), body);
        return TlsOperator.http("200 OK", "", body.toString(StandardCharsets.UTF_8));
    }

    private void serve(String name, Behaviour behaviour) throws IOException {
        serve(name, new ServerSocket(0, 8, InetAddress.getLoopbackAddress()), behaviour);
    }

    private void serve(String name, ServerSocket server, Behaviour behaviour) {
        targets.put(name, server);
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    Socket connection = server.accept();
                    Thread.ofVirtual().start(() -> converse(connection, behaviour));
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    private static void converse(Socket connection, Behaviour behaviour) {
        try (connection) {
            connection.getInputStream().read(new byte[4_096]);
            behaviour.answer(connection);
        } catch (IOException e) {
            // The sampler has seen enough.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void say(Socket connection, String head, byte[] body) throws IOException {
        OutputStream out = connection.getOutputStream();
        out.write(latin(head));
        out.write(body);
        out.flush();
    }

    /** 512 MiB of zeros. */
    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 512; i++) {
                gzip.write(zeros);
            }
        }
        return bomb.toByteArray();
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
