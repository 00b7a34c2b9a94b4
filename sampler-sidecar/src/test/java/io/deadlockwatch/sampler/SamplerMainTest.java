package io.deadlockwatch.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.protocol.Report;
import io.deadlockwatch.core.protocol.SamplerConfig;
import io.deadlockwatch.core.protocol.StackEntry;
import io.deadlockwatch.core.protocol.TargetState;
import io.deadlockwatch.sampler.loop.SamplingLoop;
import io.deadlockwatch.sampler.pprof.GoProgram;
import io.deadlockwatch.sampler.report.TestCertificates;
import io.deadlockwatch.sampler.report.TlsOperator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Everything real but the operator: a Go program, sockets, TLS. */
@Timeout(60)
class SamplerMainTest {

    @Test
    void withoutAnEnvironmentItSaysSoAndIdles() throws Exception {
        BlockingQueue<String> log = new LinkedBlockingQueue<>();
        Thread main = Thread.ofVirtual()
                .start(() -> SamplerMain.run(
                        Map.of("POD_NAME", "orders-1"),
                        (event, state, detail) -> log.add(event + " " + state + ": " + detail)));

        assertThat(log.take()).startsWith("sampler misconfigured: DEADLOCKWATCH_OPERATOR_URL is missing; ");
        assertThat(main.join(Duration.ofMillis(300))).as("it never exits").isFalse();
        main.interrupt();
        main.join();
        assertThat(log).isEmpty();
    }

    @Test
    void reportsWhatARealProgramIsBlockedIn(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("token"), "token");
        TestCertificates certificates = new TestCertificates();
        try (GoProgram program = GoProgram.start(GoProgram.build(folder));
                TlsOperator operator = new TlsOperator(
                        certificates.server("localhost", Duration.ofDays(1)),
                        TlsOperator.accepting(
                                new SamplerConfig(program.port(), "/debug/pprof", "http", 1_000, 30_000, false)))) {
            SamplingLoop loop = SamplerMain.create(
                    SamplerEnvironment.from(Map.of(
                            "DEADLOCKWATCH_OPERATOR_URL",
                            "https://localhost:" + operator.port(),
                            "DEADLOCKWATCH_CA",
                            certificates.caPem(),
                            "DEADLOCKWATCH_TOKEN_FILE",
                            folder.resolve("token").toString(),
                            "POD_NAMESPACE",
                            "shop",
                            "POD_NAME",
                            "orders-1",
                            "POD_UID",
                            "u-1")),
                    (event, state, detail) -> {});
            Thread driver = Thread.ofVirtual().start(new LoopDriver(loop, (event, state, detail) -> {}, 1_000)::run);

            Report hello = operator.next();
            Report first = operator.next();

            driver.interrupt();
            driver.join();
            assertThat(hello.target().state()).isEqualTo(TargetState.IDLE);
            assertThat(first.target().state()).isEqualTo(TargetState.OK);
            assertThat(first.entries()).extracting(StackEntry::count).contains(3L, 1L);
            assertThat(first.stacks())
                    .anySatisfy(text -> assertThat(text.stack().frames())
                            .anySatisfy(frame -> assertThat(frame.function()).isEqualTo("main.send")));
        }
    }
}
