package io.deadlockwatch.operator.telemetry;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A real OpenTelemetry Collector, the test cluster's, on the loopback interface: it speaks TLS and writes what it takes to a file. */
final class Collector implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path taken;
    private final int port;

    private Collector(Process process, Path taken, int port) {
        this.process = process;
        this.taken = taken;
        this.port = port;
    }

    /**
     * Starts it, and returns when it listens.
     *
     * @param protocol {@code grpc} or {@code http}
     * @param certificates {@code tls.crt}, {@code tls.key} and {@code ca.crt}
     * @param mutual whether clients have to show a certificate of that CA
     */
    static Collector start(Path directory, String protocol, Path certificates, boolean mutual) throws IOException {
        int port = freePort();
        Path taken = directory.resolve("taken.json");
        Path config = Files.writeString(directory.resolve("collector.yaml"), """
                receivers:
                  otlp:
                    protocols:
                      %s:
                        endpoint: 127.0.0.1:%d
                        tls: {cert_file: %s, key_file: %s%s}
                exporters:
                  file: {path: %s}
                service:
                  telemetry: {metrics: {level: none}}
                  pipelines:
                    logs: {receivers: [otlp], exporters: [file]}
                    traces: {receivers: [otlp], exporters: [file]}
                """.formatted(
                        protocol,
                        port,
                        certificates.resolve("tls.crt"),
                        certificates.resolve("tls.key"),
                        mutual ? ", client_ca_file: " + certificates.resolve("ca.crt") : "",
                        taken));
        Path log = directory.resolve("collector.log");
        Process process = new ProcessBuilder(program().toString(), "--config=" + config)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Collector collector = new Collector(process, taken, port);
        await("the collector listens").atMost(PATIENCE).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("the collector has ended:\n" + Files.readString(log));
            }
            return collector.listens();
        });
        return collector;
    }

    private static Path program() {
        String home = System.getenv().getOrDefault("HOME", "");
        Path cache = Optional.ofNullable(System.getenv("DEADLOCKWATCH_CACHE"))
                .map(Path::of)
                .orElseGet(() ->
                        Path.of(System.getenv().getOrDefault("XDG_CACHE_HOME", home + "/.cache"), "deadlockwatch"));
        Path program = cache.resolve("cluster/bin/otelcol");
        if (!Files.isExecutable(program)) {
            throw new IllegalStateException(program + " is missing; test-cluster/build.sh tools builds it");
        }
        return program;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    String endpoint() {
        return "https://127.0.0.1:" + port;
    }

    /** What it has taken so far, as OTLP in JSON. */
    String taken() {
        try {
            return Files.exists(taken) ? Files.readString(taken) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
