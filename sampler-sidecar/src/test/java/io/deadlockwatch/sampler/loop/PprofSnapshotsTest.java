package io.deadlockwatch.sampler.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.deadlockwatch.core.profile.GoroutineProfileReader;
import io.deadlockwatch.core.protocol.ReportLimits;
import io.deadlockwatch.core.protocol.SamplerConfig;
import io.deadlockwatch.core.protocol.SnapshotOutcome;
import io.deadlockwatch.core.protocol.TargetState;
import io.deadlockwatch.core.snapshot.KnownState;
import io.deadlockwatch.core.snapshot.StackCount;
import io.deadlockwatch.core.snapshot.WaitState;
import io.deadlockwatch.sampler.http.Watchdog;
import io.deadlockwatch.sampler.pprof.FetchLimits;
import io.deadlockwatch.sampler.pprof.GoProgram;
import io.deadlockwatch.sampler.pprof.PprofException;
import io.deadlockwatch.sampler.pprof.SocketPprofClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PprofSnapshotsTest {

    @Test
    void readsARealProgram(@TempDir Path folder) throws Exception {
        try (GoProgram program = GoProgram.start(GoProgram.build(folder))) {
            PprofSnapshots snapshots = new PprofSnapshots(
                    new SocketPprofClient(SocketPprofClient.loopback(), FetchLimits.DEFAULTS, new Watchdog(), "0.1.0"),
                    new GoroutineProfileReader(PprofSnapshots.LEAN));

            SnapshotSource.Fetched fetched = snapshots.fetch(config(program.port()));

            assertThat(fetched.bytes()).isBetween(500L, 50_000L);
            assertThat(fetched.snapshot().problems()).isEmpty();
            assertThat(fetched.snapshot().buildId()).isNotEmpty();
            assertThat(count(fetched, KnownState.CHAN_SEND, "main.send")).isEqualTo(3);
            assertThat(count(fetched, KnownState.MUTEX_LOCK, "main.lock")).isEqualTo(1);
        }
    }

    @Test
    void whatItReadsFitsIntoAReport() {
        assertThat(PprofSnapshots.LEAN.maxFrames()).isLessThanOrEqualTo(ReportLimits.DEFAULTS.frames());
        assertThat(PprofSnapshots.LEAN.maxName()).isLessThanOrEqualTo(ReportLimits.DEFAULTS.nameChars());
    }

    @Test
    void aGzipBombIsRefused() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        byte[] zeros = new byte[1 << 20];
        Arrays.fill(zeros, (byte) 0x12);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            for (int i = 0; i < 100; i++) {
                gzip.write(zeros);
            }
        }

        PprofException fault = fault(bomb.toByteArray());

        assertThat(fault.state()).isEqualTo(TargetState.INVALID);
        assertThat(fault.isCut()).isFalse();
    }

    @Test
    void pagesThatAreNoProfileAreInvalid() throws IOException {
        assertThat(fault("<!doctype html><title>x</title>".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("HTML page");
        assertThat(fault("goroutine profile: total 3\n".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("text profile");
        assertThat(fault(new byte[0]).state()).isEqualTo(TargetState.INVALID);
    }

    @Test
    void gzipThatEndsTooEarlyIsTruncated() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            byte[] profile = new byte[5_000];
            new Random(1).nextBytes(profile);
            profile[0] = 0x7a;
            profile[1] = (byte) 0xff;
            profile[2] = 0x1f;
            gzip.write(profile);
        }

        assertThat(fault(Arrays.copyOf(out.toByteArray(), 2_000)).outcome()).isEqualTo(SnapshotOutcome.TRUNCATED);
    }

    @Test
    void anEmptyProfileWasNotServedByGo() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            // A period of 1: valid protobuf, and nothing that shows who served it.
            gzip.write(new byte[] {0x60, 1});
        }

        assertThat(fault(out.toByteArray()).state()).isEqualTo(TargetState.INVALID);
    }

    private static PprofException fault(byte[] body) {
        PprofSnapshots snapshots = new PprofSnapshots(
                (target, page) -> new ByteArrayInputStream(body), new GoroutineProfileReader(PprofSnapshots.LEAN));
        return catchThrowableOfType(PprofException.class, () -> snapshots.fetch(config(1)));
    }

    private static long count(SnapshotSource.Fetched fetched, WaitState state, String function) {
        long count = 0;
        for (StackCount stack : fetched.snapshot().stacks()) {
            boolean there = stack.stack().frames().stream()
                    .anyMatch(frame -> frame.function().equals(function));
            if (there && stack.stack().state() == state) {
                count += stack.count();
            }
        }
        return count;
    }

    private static SamplerConfig config(int port) {
        return new SamplerConfig(port, "/debug/pprof", "http", 15_000, 30_000, false);
    }
}
