package io.deadlockwatch.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.reader.SnapshotReader;
import io.deadlockwatch.core.snapshot.Dump;
import io.deadlockwatch.core.snapshot.Goroutine;
import io.deadlockwatch.core.snapshot.Origin;
import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.core.snapshot.SnapshotException;
import io.deadlockwatch.core.snapshot.StackCount;
import io.deadlockwatch.core.testkit.Corpus;
import io.deadlockwatch.core.testkit.Fixtures;
import io.deadlockwatch.core.testkit.NaiveDump;
import io.deadlockwatch.core.testkit.RandomDump;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Made-up dumps against the naive reading, and real dumps with bytes changed at random. */
class RandomDumpsTest {

    @Property(tries = 300)
    void aDumpIsReadAsTheNaiveReadingReadsIt(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 60) int goroutines,
            @ForAll @IntRange(min = 1, max = 700) int piece)
            throws IOException {
        String text = new RandomDump(seed).text(goroutines);
        List<NaiveDump> naive = NaiveDump.read(text);

        Dump dump = new GoroutineDumpReader().readDump(inPieces(text, piece));

        assertThat(dump.problems()).isEmpty();
        assertThat(dump.complete()).isTrue();
        assertThat(dump.goroutines().stream().map(RandomDumpsTest::plain)).containsExactlyElementsOf(naive);
    }

    @Property(tries = 100)
    void groupsAreTheGoroutinesCounted(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int goroutines)
            throws IOException {
        String text = new RandomDump(seed).text(goroutines);

        Snapshot snapshot = new GoroutineDumpReader().readSnapshot(inPieces(text, 8192));

        assertThat(snapshot.goroutines()).isEqualTo(goroutines + 1);
        assertThat(snapshot.stacks().stream().mapToLong(StackCount::count).sum())
                .isEqualTo(goroutines);
        assertThat(snapshot.stacks()).extracting(StackCount::stack).doesNotHaveDuplicates();
        assertThat(snapshot).isEqualTo(new GoroutineDumpReader().readSnapshot(inPieces(text, 1)));
    }

    @Test
    void changedBytesNeverDoMoreThanMakeAProblemOrAnError() throws IOException {
        Random random = new Random(20261121);
        for (byte[] whole : corpus()) {
            for (int i = 0; i < 40; i++) {
                byte[] changed = mutated(whole, random);
                try {
                    Snapshot snapshot = new SnapshotReader().read(new ByteArrayInputStream(changed));
                    assertThat(snapshot.problems()).hasSizeLessThan(25);
                } catch (SnapshotException e) {
                    assertThat(e).hasMessageNotContaining("\n");
                }
                try {
                    Dump dump = new GoroutineDumpReader().readDump(new ByteArrayInputStream(changed));
                    assertThat(dump.problems()).hasSizeLessThan(25);
                } catch (SnapshotException e) {
                    assertThat(e.getMessage()).isNotEmpty();
                }
            }
        }
    }

    private static List<byte[]> corpus() {
        List<byte[]> corpus = new ArrayList<>();
        for (String version : Corpus.goVersions()) {
            for (String name : List.of("debug1.txt.gz", "debug2.txt.gz")) {
                corpus.add(Fixtures.gzippedText("snapshots/go-versions/" + version + "/" + name)
                        .getBytes(StandardCharsets.UTF_8));
            }
        }
        for (String odd : List.of("ancestors", "cgo", "fatal_deadlock_system", "labels_126", "sigquit_all")) {
            corpus.add(Fixtures.bytes("snapshots/odd/" + odd + ".txt"));
        }
        return corpus;
    }

    /** Some bytes changed, a piece taken out, another doubled. */
    private static byte[] mutated(byte[] whole, Random random) {
        byte[] bytes = whole.clone();
        for (int i = random.nextInt(20); i > 0; i--) {
            String alphabet = "\n\t ()[]{}:.,0x?+=#@\0\u00ff";
            bytes[random.nextInt(bytes.length)] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
        }
        int from = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, from + random.nextInt(200));
        byte[] mutated = Arrays.copyOf(bytes, bytes.length + (random.nextBoolean() ? to - from : 0));
        System.arraycopy(bytes, to, mutated, from, Math.min(bytes.length - to, mutated.length - from));
        return random.nextInt(4) == 0 ? Arrays.copyOf(mutated, 1 + random.nextInt(mutated.length)) : mutated;
    }

    private static InputStream inPieces(String text, int piece) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(length, piece));
            }
        };
    }

    private static NaiveDump plain(Goroutine goroutine) {
        return new NaiveDump(
                goroutine.id(),
                goroutine.state().words(),
                goroutine.minutes(),
                goroutine.leaked(),
                goroutine.calls().stream().map(call -> call.frame()).toList(),
                goroutine
                        .origin()
                        .map(origin -> origin.function() + " " + origin.file() + ":" + origin.line())
                        .orElse(""),
                goroutine.origin().map(Origin::goroutine).orElse(0L));
    }
}
