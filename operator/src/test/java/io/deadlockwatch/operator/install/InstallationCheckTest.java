package io.deadlockwatch.operator.install;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InstallationCheckTest {

    private static final String METRICS = """
            # TYPE deadlockwatch_injection_selftest_success gauge
            deadlockwatch_injection_selftest_success %s
            deadlockwatch_stacks 3.0
            """;

    private final Map<String, String> pages = new ConcurrentHashMap<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String page = pages.get(exchange.getRequestURI().getPath());
            byte[] body = (page == null ? "" : page).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(page == null ? 503 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        pages.put("/health/ready", "{}");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void nothingIsWrongIfBothAreReadyAndTheSelfTestSucceeded() throws InterruptedException {
        pages.put("/metrics", METRICS.formatted("1.0"));
        assertThat(check().firstFault()).isEmpty();
    }

    @Test
    void aSelfTestThatFailsIsTold() throws InterruptedException {
        pages.put("/metrics", METRICS.formatted("0.0"));
        assertThat(check().firstFault())
                .hasValueSatisfying(fault ->
                        assertThat(fault).startsWith("new pods get no sampler").contains("0.0"));
    }

    @Test
    void aSelfTestThatHasNotRunIsNoSuccess() throws InterruptedException {
        pages.put("/metrics", METRICS.formatted("NaN"));
        assertThat(check().firstFault())
                .hasValueSatisfying(fault -> assertThat(fault).contains("not run yet"));
    }

    @Test
    void metricsWithoutSelfTestAreNoSuccess() throws InterruptedException {
        pages.put("/metrics", "deadlockwatch_stacks 3.0\n");
        assertThat(check().firstFault())
                .hasValueSatisfying(fault -> assertThat(fault).contains("not in the metrics"));
    }

    @Test
    void anOperatorThatIsNotReadyIsToldFirst() throws InterruptedException {
        pages.remove("/health/ready");
        assertThat(check().firstFault()).hasValueSatisfying(fault -> assertThat(fault)
                .startsWith("the operator is not ready")
                .contains("503"));
    }

    @Test
    void aWebhookThatNobodyReachesIsTold() throws InterruptedException {
        pages.put("/metrics", METRICS.formatted("1.0"));
        var check = new InstallationCheck(address(), URI.create("http://127.0.0.1:1"), Duration.ZERO, Duration.ZERO);
        assertThat(check.firstFault())
                .hasValueSatisfying(fault -> assertThat(fault).startsWith("no webhook is ready"));
    }

    private InstallationCheck check() {
        return new InstallationCheck(address(), address(), Duration.ZERO, Duration.ZERO);
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }
}
