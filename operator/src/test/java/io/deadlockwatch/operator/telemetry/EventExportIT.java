package io.deadlockwatch.operator.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.deadlockwatch.operator.incident.IncidentChange;
import io.deadlockwatch.operator.incident.IncidentSamples;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.Attributes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events on their way to a real collector that speaks TLS, and what happens when they do not arrive. */
class EventExportIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path server;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path client;

    @BeforeEach
    void certificates() throws Exception {
        server = Files.createDirectory(directory.resolve("server"));
        client = Files.createDirectory(directory.resolve("client"));
        TestAuthority authority = new TestAuthority("collector-ca");
        authority.issue(server);
        authority.issue(client);
    }

    @ParameterizedTest
    @CsvSource({"grpc, false", "grpc, true", "http, false", "http, true"})
    void anEventArrivesWithItsAttributes(String protocol, boolean mutual) throws IOException {
        try (LogLines log = LogLines.of(EventOutcomes.class);
                Collector collector = Collector.start(directory, protocol, server, mutual);
                EventExport export = export(collector, protocol, mutual)) {
            open(export);

            await().atMost(SOON).untilAsserted(() -> assertThat(collector.taken())
                    .contains("\"eventName\":\"deadlockwatch.incident.opened\"")
                    .contains("\"severityText\":\"WARN\"")
                    .contains("\"key\":\"service.name\",\"value\":{\"stringValue\":\"deadlockwatch-operator\"}")
                    .contains("\"key\":\"code.function.name\",\"value\":{\"stringValue\":\"shop.reserve\"}")
                    .contains("\"key\":\"code.line.number\",\"value\":{\"intValue\":\"42\"}")
                    .contains("\"key\":\"k8s.deployment.name\",\"value\":{\"stringValue\":\"orders\"}")
                    .contains("\"key\":\"deadlockwatch.verdict\",\"value\":{\"stringValue\":\"confirmed\"}"));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(count("exported")).isEqualTo(1));
            assertThat(count("lost")).isZero();
            assertThat(log.lines()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"grpc", "http"})
    void spansArriveIfTheyAreAskedFor(String protocol) throws IOException {
        try (Collector collector = Collector.start(directory, protocol, server, true)) {
            Map<String, String> environment = environment(collector.endpoint(), protocol, true);
            environment.put("OTEL_BSP_SCHEDULE_DELAY", "100");
            try (EventExport silent = EventExport.of(environment, "1", new EventMeters(registry), Clock.systemUTC())) {
                silent.spans().answered("unasked", Duration.ofMillis(1), Attributes.empty());
            }
            environment.put("OTEL_TRACES_EXPORTER", "otlp");
            try (EventExport export = EventExport.of(environment, "1", new EventMeters(registry), Clock.systemUTC())) {
                export.spans().answered("report", Duration.ofMillis(1), Attributes.empty());

                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(collector.taken()).contains("\"name\":\"report\""));
            }
            assertThat(collector.taken()).doesNotContain("unasked");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"grpc", "http"})
    void aWrongCaIsOneLineAndMendedInItsFile(String protocol) throws Exception {
        new TestAuthority("somebody-else").write(client);
        try (LogLines log = LogLines.of(EventOutcomes.class);
                Collector collector = Collector.start(directory, protocol, server, false);
                EventExport export = export(collector, protocol, false)) {
            open(export);
            awaitLost(1);
            open(export);
            awaitLost(2);

            assertThat(log.lines()).singleElement().satisfies(line -> assertThat(line)
                    .startsWith("Incident events do not reach " + collector.endpoint() + ": ")
                    .contains("certification path")
                    .endsWith("lost so far: 1"));

            Files.copy(server.resolve("ca.crt"), client.resolve("ca.crt"), StandardCopyOption.REPLACE_EXISTING);
            open(export);

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(count("exported")).isEqualTo(1));
            assertThat(log.lines().getLast())
                    .isEqualTo("Incident events reach " + collector.endpoint() + " again; 2 were lost");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"grpc", "http"})
    void whoShowsNoCertificateIsNotHeard(String protocol) throws IOException {
        try (LogLines log = LogLines.of(EventOutcomes.class);
                Collector collector = Collector.start(directory, protocol, server, true);
                EventExport export = export(collector, protocol, false)) {
            open(export);

            awaitLost(1);
            assertThat(log.lines()).hasSize(1);
            assertThat(collector.taken()).isEmpty();
        }
    }

    @Test
    void aKeyThatIsNoneIsToldAndEndsNothing() throws IOException {
        Files.writeString(client.resolve("tls.key"), "-----BEGIN EC PRIVATE KEY-----\n");
        try (LogLines log = LogLines.of(EventOutcomes.class);
                EventExport export = EventExport.of(
                        environment("https://127.0.0.1:1", "grpc", true),
                        "1",
                        new EventMeters(registry),
                        Clock.systemUTC())) {
            open(export);

            awaitLost(1);
            assertThat(log.lines()).singleElement().satisfies(line -> assertThat(line)
                    .contains("key"));
        }
    }

    @Test
    void theKeyOfABackEndIsSentAlong() throws IOException {
        List<Optional<String>> keys = new CopyOnWriteArrayList<>();
        HttpServer backEnd = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        backEnd.createContext("/v1/logs", exchange -> {
            keys.add(Optional.ofNullable(exchange.getRequestHeaders().getFirst("api-key")));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        backEnd.start();
        Map<String, String> environment =
                environment("http://127.0.0.1:" + backEnd.getAddress().getPort(), "http", false);
        environment.remove("OTEL_EXPORTER_OTLP_CERTIFICATE");
        environment.put("OTEL_EXPORTER_OTLP_HEADERS", "api-key=sesame,tenant=shop");
        try (EventExport export = EventExport.of(environment, "1", new EventMeters(registry), Clock.systemUTC())) {
            open(export);

            await().atMost(SOON).untilAsserted(() -> assertThat(keys).containsExactly(Optional.of("sesame")));
        } finally {
            backEnd.stop(0);
        }
    }

    @Test
    void withoutAnEndpointNobodyIsTold() {
        try (EventExport export = EventExport.of(
                Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", ""), "1", new EventMeters(registry), Clock.systemUTC())) {
            assertThat(export.listeners()).isEmpty();
        }
    }

    private EventExport export(Collector collector, String protocol, boolean mutual) {
        return EventExport.of(
                environment(collector.endpoint(), protocol, mutual), "1", new EventMeters(registry), Clock.systemUTC());
    }

    /** As the chart sets it. */
    private Map<String, String> environment(String endpoint, String protocol, boolean mutual) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                endpoint,
                "OTEL_EXPORTER_OTLP_PROTOCOL",
                protocol.equals("http") ? "http/protobuf" : protocol,
                "OTEL_EXPORTER_OTLP_CERTIFICATE",
                client.resolve("ca.crt").toString()));
        if (mutual) {
            environment.put(
                    "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE",
                    client.resolve("tls.crt").toString());
            environment.put(
                    "OTEL_EXPORTER_OTLP_CLIENT_KEY", client.resolve("tls.key").toString());
        }
        return environment;
    }

    private static void open(EventExport export) {
        export.listeners()
                .forEach(listener ->
                        listener.changed(new IncidentChange.Opened(IncidentSamples.open("shop.reserve", "5d9f", 3))));
    }

    private void awaitLost(int events) {
        await().atMost(SOON).untilAsserted(() -> assertThat(count("lost")).isEqualTo(events));
    }

    private double count(String result) {
        return registry.get("deadlockwatch.events")
                .tag("result", result)
                .counter()
                .count();
    }
}
