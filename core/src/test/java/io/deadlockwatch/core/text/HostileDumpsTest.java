package io.deadlockwatch.core.text;

import static io.deadlockwatch.core.text.DumpTexts.LIMITS;
import static io.deadlockwatch.core.text.DumpTexts.ONE;
import static io.deadlockwatch.core.text.DumpTexts.TWO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.deadlockwatch.core.snapshot.Dump;
import io.deadlockwatch.core.snapshot.Goroutine;
import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.core.snapshot.StackCount;
import io.deadlockwatch.core.testkit.ProfileWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is cut, damaged or no dump at all: whole goroutines are read, the rest is named, and memory stays bounded. */
class HostileDumpsTest {

    @Test
    void aDumpCutAtAnyByteYieldsItsWholeGoroutines() throws IOException {
        String text = ONE + "\n" + TWO + "\n" + ONE.replace("1 [", "3 [");
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int second = ONE.length() + 1;
        int third = second + TWO.length() + 1;
        for (int length = 1; length < bytes.length; length++) {
            Dump dump = dump(Arrays.copyOf(bytes, length));

            String read = text.substring(0, length);
            boolean atPlace = read.endsWith("\n")
                    && read.stripTrailing()
                            .lines()
                            .reduce((a, b) -> b)
                            .orElse("")
                            .startsWith("\t");
            boolean looksWhole = atPlace || read.endsWith("\n\n");
            int begun = length <= second ? 1 : length <= third ? 2 : 3;
            long between = length == second || length == third ? begun : begun - 1;
            long whole = looksWhole ? begun : between;
            assertThat(dump.complete()).as(read).isEqualTo(looksWhole);
            assertThat(dump.goroutines()).as(read).hasSize((int) whole);
            assertThat(dump.problems()).as(read).isEmpty();
            Snapshot snapshot = read(Arrays.copyOf(bytes, length));
            assertThat(snapshot.truncated()).as(read).isEqualTo(!looksWhole);
            assertThat(snapshot.goroutines()).as(read).isEqualTo(whole);
        }
    }

    @Test
    void aDumpOfExactlyTheSizeWhereGoStopsIsCut() throws IOException {
        byte[] block = (ONE + "\n").getBytes(StandardCharsets.UTF_8);
        long blocks = TextLimits.GO_DUMP_BYTES / block.length - 10;
        long left = TextLimits.GO_DUMP_BYTES - blocks * block.length - TWO.length();
        String tail = "x".repeat((int) left - 1) + "\n" + TWO;
        InputStream in = sequence(block, blocks, tail.getBytes(StandardCharsets.UTF_8));

        Snapshot snapshot = new GoroutineDumpReader().readSnapshot(in);

        assertThat(snapshot.truncated()).isTrue();
        assertThat(snapshot.goroutines()).isEqualTo(blocks);
        assertThat(snapshot.stacks()).hasSize(1);
    }

    @Test
    void aGzipStreamThatEndsEarlyIsACutDump() throws IOException {
        byte[] whole = ProfileWriter.gzip((ONE + "\n").repeat(500).getBytes(StandardCharsets.UTF_8));

        Snapshot snapshot = read(Arrays.copyOf(whole, whole.length - 20));

        assertThat(snapshot.truncated()).isTrue();
        assertThat(snapshot.goroutines()).isBetween(1L, 499L);
    }

    @Test
    void aDamagedGzipStreamIsRefused() {
        byte[] damaged = ProfileWriter.gzip(ONE.getBytes(StandardCharsets.UTF_8));
        damaged[damaged.length - 6] ^= 1;

        assertThatExceptionOfType(TextException.class)
                .isThrownBy(() -> read(damaged))
                .withMessageStartingWith("damaged gzip stream after " + ONE.length() + " bytes of text: ");
        assertThatExceptionOfType(TextException.class)
                .isThrownBy(() -> read(new byte[] {0x1F, (byte) 0x8B, 9}))
                .withMessageStartingWith("damaged gzip header");
    }

    @Test
    void aGzipBombStopsAtTheLimit() {
        byte[] bomb = ProfileWriter.gzip(new byte[5 << 20]);

        assertThatExceptionOfType(TextException.class)
                .isThrownBy(() -> new GoroutineDumpReader(LIMITS).readSnapshot(new ByteArrayInputStream(bomb)))
                .withMessageMatching("text has at least \\d+ bytes, limit maxBytes is 1048576");
    }

    @Test
    void anEndlessLineIsReadInBoundedMemory() {
        InputStream endless = sequence("x".repeat(1 << 16).getBytes(StandardCharsets.UTF_8), 1L << 20, new byte[0]);

        assertThatExceptionOfType(TextException.class)
                .isThrownBy(() -> new GoroutineDumpReader().readSnapshot(endless))
                .withMessageMatching("text has at least \\d+ bytes, limit maxBytes is 134217728");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "Unknown profile\n",
                "goroutine\n",
                "goroutine profile: total 3\n",
                "goroutine 5 went home\n",
                "\0\0\0",
                "goroutine leak!\n"
            })
    void whatHasNoGoroutineIsRefused(String text) {
        assertThatExceptionOfType(TextException.class)
                .isThrownBy(() -> read(text.getBytes(StandardCharsets.UTF_8)))
                .withMessage("no goroutine in " + text.length() + " bytes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "main.f(0x1)\\n\\t/src/main.go:9 +0x1b\\nmain.g(0x1)\\n\\n | line 5: goroutine 7 left out: the place that belongs to the line before is missing",
                "main.f(0x1)\\nmain.g(0x1)\\n\\t/src/main.go:9 +0x1b\\n\\n | line 3: goroutine 7 left out: not the place of a call: \"main.g(0x1)\"",
                "\\t/src/main.go:9 +0x1b\\n\\n | line 2: goroutine 7 left out: a place without a call: \"/src/main.go:9 +0x1b\"",
                "main.f(0x1)\\n\\t/src/main.go +0x1b\\n\\n | line 3: goroutine 7 left out: not the place of a call: \"/src/main.go +0x1b\"",
                "main.f(0x1)\\n\\t/src/main.go:9999999999 +0x1b\\n\\n | line 3: goroutine 7 left out: not the place of a call: \"/src/main.go:9999999999 +0x1b\"",
                "created by main.f in goroutine 1\\nx\\n\\n | line 3: goroutine 7 left out: not the place of a go statement: \"x\"",
                "I0102 log line\\nmain.f(0x1)\\n\\t/src/main.go:9 +0x1b\\n\\n | line 4: goroutine 7 left out: this goroutine goes on after a line that is no part of it: \"/src/main.go:9 +0x1b\""
            })
    void aGoroutineThatMakesNoSenseIsLeftOutAndTheNextIsRead(String body, String problem) throws IOException {
        String text = "goroutine 7 [select]:\n" + body.replace("\\n", "\n").replace("\\t", "\t") + ONE;

        Snapshot snapshot = read(text.getBytes(StandardCharsets.UTF_8));

        assertThat(snapshot.problems()).containsExactly(problem);
        assertThat(snapshot.goroutines()).isEqualTo(2);
        assertThat(snapshot.truncated()).isFalse();
        assertThat(snapshot.stacks()).extracting(StackCount::count).containsExactly(1L);
        assertThat(dump(text.getBytes(StandardCharsets.UTF_8)).complete()).isFalse();
    }

    @Test
    void textAroundGoroutinesIsNoProblem() throws IOException {
        String text =
                "2026/01/01 listening\npanic: boom\n\ngoroutine 9 said hello:\nmain.f(0x1)\n\t/src/main.go:9 +0x1b\n\n"
                        + ONE + "exit status 2\nmake: *** [run] Error 1\n\n" + TWO + "\nrax    0x1\nrip    0x2\n";

        Dump dump = dump(text.getBytes(StandardCharsets.UTF_8));

        assertThat(dump.problems()).isEmpty();
        assertThat(dump.complete()).isTrue();
        assertThat(dump.goroutines()).extracting(Goroutine::id).containsExactly(1L, 2L);
        assertThat(dump.goroutines().getFirst().calls()).hasSize(1);
    }

    @Test
    void aPrefixOnEachLineIsNamed() throws IOException {
        String text = ONE + "\n"
                + TWO.indent(0).lines().map(line -> "app-1 | " + line + "\n").reduce("", String::concat);

        Snapshot snapshot = read(text.getBytes(StandardCharsets.UTF_8));

        assertThat(snapshot.goroutines()).isEqualTo(1);
        assertThat(snapshot.problems())
                .containsExactly(
                        "line 5: a goroutine's first line after other text, which is not supported; is there a prefix on each line? "
                                + "\"app-1 | goroutine 2 [chan receive, 2 minutes]:\"");
    }

    @Test
    void aFirstLineThatIsNoneIsNamed() throws IOException {
        Snapshot snapshot = read(("goroutine 7 [select:\nmain.f(0x1)\n\t/src/main.go:9 +0x1b\n\n" + ONE)
                .getBytes(StandardCharsets.UTF_8));

        assertThat(snapshot.goroutines()).isEqualTo(1);
        assertThat(snapshot.problems())
                .containsExactly(
                        "line 1: not the first line of a goroutine, though it begins like one: \"goroutine 7 [select:\"");
    }

    @Test
    void anIdBeyondAllNumbersIsNoGoroutine() throws IOException {
        Snapshot snapshot =
                read((ONE.replace("1 [", "99999999999999999999 [") + "\n" + ONE).getBytes(StandardCharsets.UTF_8));

        assertThat(snapshot.goroutines()).isEqualTo(1);
        assertThat(snapshot.problems()).hasSize(1);
    }

    @Test
    void bytesThatAreNoTextAreReplacedInNames() throws IOException {
        byte[] bytes = ONE.replace("main.f", "main.\0Z").getBytes(StandardCharsets.UTF_8);
        bytes[ONE.indexOf("main.f") + 6] = (byte) 0xFF;

        Dump dump = dump(bytes);

        assertThat(dump.goroutines().getFirst().calls().getFirst().frame().function())
                .isEqualTo("main.\uFFFD\uFFFD");
    }

    @Test
    void anErrorOfTheConnectionStaysWhatItIs() {
        InputStream broken = new SequenceInputStream(
                new ByteArrayInputStream(ONE.getBytes(StandardCharsets.UTF_8)), new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("connection reset");
                    }

                    @Override
                    public int read(byte[] buffer, int offset, int length) throws IOException {
                        return read();
                    }
                });

        assertThatIOException()
                .isThrownBy(() -> new GoroutineDumpReader().readSnapshot(broken))
                .isExactlyInstanceOf(IOException.class)
                .withMessage("connection reset");
    }

    private static Snapshot read(byte[] bytes) throws IOException {
        return new GoroutineDumpReader().readSnapshot(new ByteArrayInputStream(bytes));
    }

    private static Dump dump(byte[] bytes) throws IOException {
        return new GoroutineDumpReader().readDump(new ByteArrayInputStream(bytes));
    }

    /** The part so many times and then the tail, without holding all of it. */
    private static InputStream sequence(byte[] part, long times, byte[] tail) {
        InputStream parts = new InputStream() {
            private long left = times * part.length;

            @Override
            public int read() {
                return left == 0 ? -1 : part[(int) ((times * part.length - left--) % part.length)];
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                if (left == 0) {
                    return -1;
                }
                int from = (int) ((times * part.length - left) % part.length);
                int count = (int) Math.min(left, Math.min(length, part.length - from));
                System.arraycopy(part, from, buffer, offset, count);
                left -= count;
                return count;
            }
        };
        return new SequenceInputStream(parts, new ByteArrayInputStream(tail));
    }
}
