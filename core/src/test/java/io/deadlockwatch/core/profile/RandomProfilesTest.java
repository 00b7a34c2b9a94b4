package io.deadlockwatch.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.deadlockwatch.core.identity.Frames;
import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.KnownState;
import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.core.snapshot.StackCount;
import io.deadlockwatch.core.testkit.Fixtures;
import io.deadlockwatch.core.testkit.ProfileWriter;
import io.deadlockwatch.core.testkit.Stacks;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Profiles that nobody thought of. */
class RandomProfilesTest {

    private static final byte[] REAL = unzipped("snapshots/go-versions/1.27.4/debug0.pb.gz");

    /** A sample before it is written: what parks it, who called, and how often. */
    record Sample(KnownState state, List<Frame> callers, boolean inlined, long count, String label) {

        List<List<Frame>> locations() {
            List<List<Frame>> locations = new ArrayList<>(Stacks.locations(parked(state)));
            if (inlined && !callers.isEmpty()) {
                locations.add(callers);
            } else {
                locations.addAll(Stacks.locations(callers));
            }
            return locations;
        }

        private static List<Frame> parked(KnownState state) {
            return switch (state) {
                case CHAN_SEND -> Stacks.frames("runtime.gopark", "runtime.chansend", "runtime.chansend1");
                case SELECT -> Stacks.frames("runtime.gopark", "runtime.selectgo");
                default -> List.of();
            };
        }
    }

    @Property(tries = 300)
    void whatIsWrittenIsRead(@ForAll("samples") List<Sample> samples, @ForAll boolean gzip, @ForAll boolean unpacked)
            throws IOException {
        ProfileWriter writer = new ProfileWriter();
        if (unpacked) {
            writer.unpacked();
        }
        Map<Stack, Long> expected = new LinkedHashMap<>();
        long goroutines = 0;
        for (Sample sample : samples) {
            writer.sample(sample.count(), sample.label(), sample.locations());
            List<Frame> kept = sample.callers().stream()
                    .filter(f -> !Frames.isMachinery(f))
                    .toList();
            KnownState state = sample.callers().isEmpty() && sample.state() == KnownState.RUNNING
                    ? KnownState.RUNNABLE
                    : sample.state();
            expected.merge(new Stack(state, kept), sample.count(), Long::sum);
            goroutines += sample.count();
        }

        Snapshot snapshot =
                new GoroutineProfileReader().read(new ByteArrayInputStream(gzip ? writer.gzipped() : writer.plain()));

        assertThat(snapshot.problems()).isEmpty();
        assertThat(snapshot.goroutines()).isEqualTo(goroutines);
        assertThat(snapshot.stacks())
                .containsExactlyElementsOf(expected.entrySet().stream()
                        .map(e -> new StackCount(e.getKey(), e.getValue()))
                        .toList());
    }

    @Property(tries = 2_000)
    void damageIsRefusedOrReported(@ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int changes) {
        byte[] damaged = REAL.clone();
        Random random = new Random(seed);
        for (int i = 0; i < changes; i++) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }

        survives(damaged);
    }

    @Property(tries = 500)
    void piecesInAnyOrderAreRefusedOrReported(@ForAll long seed) {
        Random random = new Random(seed);
        ByteArrayOutputStream shuffled = new ByteArrayOutputStream();
        for (int i = 0; i < 10; i++) {
            int from = random.nextInt(REAL.length);
            shuffled.write(REAL, from, random.nextInt(REAL.length - from));
        }

        survives(shuffled.toByteArray());
    }

    @Property(tries = 500)
    void noiseIsRefused(@ForAll byte[] noise) {
        survives(noise);
        survives(ProfileWriter.gzip(noise));
    }

    @Property(tries = 500)
    void truncationIsRefusedOrReported(@ForAll @IntRange(max = 100_000) int length) {
        survives(Arrays.copyOf(REAL, length % REAL.length));
    }

    /** Reads the bytes; any end is fine but an exception that no caller expects. */
    private static void survives(byte[] bytes) {
        try {
            Snapshot snapshot = new GoroutineProfileReader().read(new ByteArrayInputStream(bytes));
            assertThat(snapshot.problems()).hasSizeLessThanOrEqualTo(21);
        } catch (ProfileException e) {
            assertThat(e.getMessage()).isNotBlank();
        } catch (IOException e) {
            fail("not a ProfileException", e);
        }
    }

    @Provide
    Arbitrary<List<Sample>> samples() {
        Arbitrary<Frame> frames = Combinators.combine(
                        Arbitraries.of(
                                "main.main",
                                "main.F.func1",
                                "lib.(*T[...]).Do",
                                "runtime.goexit1",
                                "fmt.F",
                                "main.F.gowrap1"),
                        Arbitraries.of("/src/main.go", "lib/lib.go", ""),
                        Arbitraries.integers().between(0, 200),
                        Arbitraries.integers().between(0, 50))
                .as(Frame::new);
        return Combinators.combine(
                        Arbitraries.of(KnownState.CHAN_SEND, KnownState.SELECT, KnownState.RUNNING),
                        frames.list().ofMaxSize(6),
                        Arbitraries.of(true, false),
                        Arbitraries.longs().between(1, 1_000_000),
                        Arbitraries.of("", "a", "b", "main.main"))
                .as(Sample::new)
                .list()
                .ofMaxSize(30);
    }

    private static byte[] unzipped(String path) {
        try (GZIPInputStream in = new GZIPInputStream(Fixtures.open(path))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
