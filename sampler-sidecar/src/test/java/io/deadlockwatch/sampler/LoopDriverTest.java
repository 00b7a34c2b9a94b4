package io.deadlockwatch.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.protocol.PodRef;
import io.deadlockwatch.core.protocol.SamplerCost;
import io.deadlockwatch.sampler.log.EventLog;
import io.deadlockwatch.sampler.loop.PprofSnapshots;
import io.deadlockwatch.sampler.loop.SamplingLoop;
import io.deadlockwatch.sampler.loop.SamplingLoops;
import io.deadlockwatch.sampler.pprof.FetchLimits;
import io.deadlockwatch.sampler.pprof.PprofClient;
import io.deadlockwatch.sampler.pprof.SocketPprofClient;
import io.deadlockwatch.sampler.report.ReportReply;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LoopDriverTest {

    private final CountDownLatch survived = new CountDownLatch(3);

    @Test
    void survivesErrorsAndAnExhaustedHeap() throws Exception {
        survives((event, state, detail) -> {});
    }

    @Test
    void survivesEvenIfItCannotBeLogged() throws Exception {
        survives((event, state, detail) -> {
            throw new OutOfMemoryError("again");
        });
    }

    private void survives(EventLog log) throws Exception {
        Thread driver = Thread.ofVirtual().start(new LoopDriver(loop(log), log, 1)::run);

        assertThat(survived.await(20, TimeUnit.SECONDS)).isTrue();

        assertThat(driver.isAlive()).isTrue();
        driver.interrupt();
        driver.join();
    }

    private SamplingLoop loop(EventLog log) {
        PprofClient absent = new SocketPprofClient(List.of(), FetchLimits.DEFAULTS, "0");
        PprofSnapshots nobody = new PprofSnapshots(absent, absent, System::nanoTime);
        return new SamplingLoops(
                        report -> {
                            survived.countDown();
                            if (survived.getCount() == 2) {
                                throw new IllegalStateException("a defect");
                            }
                            if (survived.getCount() == 1) {
                                throw new OutOfMemoryError("test");
                            }
                            return new ReportReply.Failed("nobody there");
                        },
                        (header, dump) -> new ReportReply.Stored(),
                        () -> SamplerCost.UNKNOWN,
                        System::nanoTime,
                        new Random(1),
                        log,
                        "0.1.0")
                .create(new PodRef("shop", "orders-1", "u-1"), nobody, nobody);
    }
}
