package io.deadlockwatch.sampler.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.deadlockwatch.core.identity.StackFingerprint;
import io.deadlockwatch.core.protocol.ReportLimits;
import io.deadlockwatch.core.protocol.SamplerConfig;
import io.deadlockwatch.core.protocol.SnapshotOutcome;
import io.deadlockwatch.core.protocol.TargetState;
import io.deadlockwatch.core.snapshot.KnownState;
import io.deadlockwatch.core.snapshot.StackCount;
import io.deadlockwatch.core.snapshot.WaitState;
import io.deadlockwatch.sampler.dump.Unpacked;
import io.deadlockwatch.sampler.pprof.FetchLimits;
import io.deadlockwatch.sampler.pprof.GoProgram;
import io.deadlockwatch.sampler.pprof.PprofClient;
import io.deadlockwatch.sampler.pprof.PprofException;
import io.deadlockwatch.sampler.pprof.PprofTarget;
import io.deadlockwatch.sampler.pprof.SocketPprofClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PprofSnapshotsTest {

    @Test
    void readsARealProgram(@TempDir Path folder) throws Exception {
        try (GoProgram program = GoProgram.start(GoProgram.build(folder))) {
            SnapshotSource.Fetched fetched = real().fetch(config(program.port()));

            assertThat(fetched.bytes()).isBetween(500L, 50_000L);
            assertThat(fetched.snapshot().problems()).isEmpty();
            assertThat(fetched.snapshot().buildId()).isNotEmpty();
            assertThat(count(fetched, KnownState.CHAN_SEND, "main.send")).isEqualTo(3);
            assertThat(count(fetched, KnownState.MUTEX_LOCK, "main.lock")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"go1.21.13", "go1.24.13", "go1.26.8"})
    void dumpsRealPrograms(String toolchain, @TempDir Path folder) throws Exception {
        try (GoProgram program = GoProgram.start(GoProgram.build(folder, toolchain))) {
            LadderSource.TakenDump taken = real().dump(config(program.port()));

            assertThat(taken.snapshot().problems()).isEmpty();
            assertThat(taken.waitNanos()).isPositive();
            assertThat(taken.packed().partial()).isFalse();
            String text = Unpacked.text(taken.packed());
            assertThat(text.length()).isEqualTo((int) taken.bytes());
            assertThat(text).startsWith("goroutine ").contains("main.lock(");
            assertThat(taken.snapshot().stacks())
                    .filteredOn(stack -> stack.stack().frames().stream()
                            .anyMatch(frame -> frame.function().equals("main.send")))
                    .singleElement()
                    .satisfies(stack -> assertThat(stack.detail().ids().size()).isEqualTo(3));
            assertThat(real().listsLeaks(config(program.port()))).isFalse();
        }
    }

    @Test
    void leakProfilesOfARealProgram(@TempDir Path folder) throws Exception {
        try (GoProgram program = GoProgram.start(GoProgram.build(folder, "go1.27.3"))) {
            PprofSnapshots snapshots = real();
            SamplerConfig config = config(program.port());

            assertThat(snapshots.listsLeaks(config)).isTrue();
            SnapshotSource.Fetched leaks = snapshots.leaks(config);
            SnapshotSource.Fetched all = snapshots.fetch(config);

            assertThat(count(leaks, KnownState.CHAN_SEND, "main.forgotten")).isEqualTo(2);
            assertThat(leaked(leaks, "main.forgotten"))
                    .as("the same fingerprint as in a profile of all goroutines")
                    .isEqualTo(leaked(all, "main.forgotten"));
        }
    }

    private static List<String> leaked(SnapshotSource.Fetched fetched, String function) {
        return fetched.snapshot().stacks().stream()
                .filter(stack -> stack.stack().frames().stream()
                        .anyMatch(frame -> frame.function().equals(function)))
                .map(stack -> StackFingerprint.of(stack.stack()))
                .toList();
    }

    @Test
    void aPageThatIsAnotherProfileIsNoLeakProfile() throws Exception {
        byte[] profile = Files.readAllBytes(Path.of("image", "training-profile.pb.gz"));

        assertThat(catchThrowableOfType(
                        PprofException.class, () -> always(profile).leaks(config(1))))
                .hasMessage("another profile than goroutineleak");
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
        return catchThrowableOfType(PprofException.class, () -> always(body).fetch(config(1)));
    }

    private static PprofSnapshots real() {
        PprofClient client = new SocketPprofClient(SocketPprofClient.loopback(), FetchLimits.DEFAULTS, "0.1.0");
        return new PprofSnapshots(client, client, System::nanoTime);
    }

    /** Whatever is asked for, these bytes are the answer. */
    private static PprofSnapshots always(byte[] body) {
        PprofClient client = new PprofClient() {
            @Override
            public InputStream open(PprofTarget target, String page) {
                return new ByteArrayInputStream(body);
            }

            @Override
            public InputStream openText(PprofTarget target, String page) {
                return new ByteArrayInputStream(body);
            }

            @Override
            public InputStream openIndex(PprofTarget target) {
                return new ByteArrayInputStream(body);
            }
        };
        return new PprofSnapshots(client, client, System::nanoTime);
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
