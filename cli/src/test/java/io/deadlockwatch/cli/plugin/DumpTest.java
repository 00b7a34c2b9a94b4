package io.deadlockwatch.cli.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.deadlockwatch.cli.plugin.FakeCluster.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dump of a pod, from what a Go process once printed. */
class DumpTest {

    private static final Path PROFILE =
            Path.of("..", "testdata", "snapshots", "programs", "micro_NilSend", "late.pb.gz");
    private static final String DUMP = """
            goroutine 1 [running]:
            runtime/pprof.writeGoroutineStacks({0x7f2b3c, 0xc000130000})
            \t/usr/local/go/src/runtime/pprof/pprof.go:816 +0x6b

            goroutine 18 [chan send (nil chan), 3 minutes]:
            main.NilSend.func1()
            \t/src/main.go:19 +0x1f
            created by main.main in goroutine 1
            \t/src/main.go:32 +0x1f5

            """;

    private final List<String> asked = new ArrayList<>();
    private HttpServer server;
    private FakeCluster cluster;

    DumpTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        cluster = new FakeCluster();
    }

    @BeforeEach
    void serve() {
        server.createContext("/debug/pprof/goroutine", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            boolean dump = "debug=2".equals(exchange.getRequestURI().getQuery());
            byte[] body = dump ? DUMP.getBytes(StandardCharsets.UTF_8) : Files.readAllBytes(PROFILE);
            exchange.getResponseHeaders().set("Content-Type", dump ? "text/plain" : "application/octet-stream");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        cluster.forwardingTo(server.getAddress().getPort()).with("/api/v1/namespaces/shop/pods/orders-x2x", 200, """
                        {"metadata":{"name":"orders-x2x","labels":{"app":"orders"}},"spec":{"containers":[{"ports":[{"name":"pprof","containerPort":7070}]}]},
                         "status":{"phase":"Running"}}""");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void itIsKeptAndAnalysed(@TempDir Path dir) throws IOException {
        cluster.withOurs("deadlockwatches", Objects.WATCH);
        Path file = dir.resolve("dump.txt");

        Run run = cluster.run("dump", "orders-x2x", "--save", file.toString());

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("chan send (nil chan)", "deadlockwatch explain STACK " + file);
        assertThat(Files.readString(file)).isEqualTo(DUMP);
        assertThat(asked).containsExactly("/debug/pprof/goroutine", "/debug/pprof/goroutine?debug=2");
    }

    @Test
    void beyondThePauseBudgetItIsRefusedAfterTheCheapLook(@TempDir Path dir) {
        cluster.withOurs("deadlockwatches", Objects.WATCH.replace("50ms", "0ms"));
        Path file = dir.resolve("dump.txt");

        Run run = cluster.run("dump", "orders-x2x", "--save", file.toString());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("refused: a dump of ", "the budget is 0 ms", "--force");
        assertThat(asked).containsExactly("/debug/pprof/goroutine");
        assertThat(file).doesNotExist();
        assertThat(cluster.run("dump", "orders-x2x", "--save", file.toString(), "--force")
                        .err())
                .isEmpty();
        assertThat(file).exists();
    }

    @Test
    void whoMayNotSeeWatchesGetsTheUsualBudget(@TempDir Path dir) {
        cluster.with("/apis/deadlockwatch.io/", 403, "{\"message\":\"no\"}");

        Run run = cluster.run(
                "dump", "orders-x2x", "--save", dir.resolve("dump.txt").toString());

        assertThat(run.err()).contains("warning: watches cannot be read, so usual values are used");
        assertThat(asked).hasSize(2);
    }
}
