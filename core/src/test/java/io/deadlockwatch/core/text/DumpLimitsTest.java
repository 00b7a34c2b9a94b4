package io.deadlockwatch.core.text;

import static io.deadlockwatch.core.text.DumpTexts.LIMITS;
import static io.deadlockwatch.core.text.DumpTexts.ONE;
import static io.deadlockwatch.core.text.DumpTexts.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.snapshot.Dump;
import io.deadlockwatch.core.snapshot.Snapshot;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is too large for the limits: what fits is read, the rest is counted, and the limit named. */
class DumpLimitsTest {

    @Test
    void linesNamesAndStacksHaveLimits() throws IOException {
        String text = ONE.replace("0x1,", "0x1, ".repeat(80)) + "\n"
                + ONE.replace("main.f", "main." + "f".repeat(60)) + "\n"
                + ONE.replace("/src", "/src" + "c".repeat(60)) + "\n"
                + "goroutine 4 [select]:\n" + "main.f(0x1)\n\t/src/main.go:9 +0x1b\n".repeat(7) + "\n"
                + TWO;

        Snapshot snapshot = limited(text);

        assertThat(snapshot.goroutines()).isEqualTo(5);
        assertThat(snapshot.truncated()).isFalse();
        assertThat(snapshot.problems())
                .containsExactly(
                        "line 2: goroutine 1 left out: line of 419 bytes, limit maxLine is 200",
                        "line 6: goroutine 1 left out: name of 65 bytes, limit maxName is 60",
                        "line 11: goroutine 1 left out: file name of 72 bytes, limit maxName is 60",
                        "line 28: stack of goroutine 4 is deeper than 5 frames, limit maxFrames; outer ones left out");
        assertThat(snapshot.stacks())
                .extracting(stack -> stack.stack().frames().size())
                .containsExactly(5, 2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "STATES | 5 or more different states, limit maxStacks is 4",
                "NAMES | bytes of different names and places, limit maxNameBytes is 1200",
                "PLACES | 9 or more frames of different stacks, limit maxPlaces is 8"
            })
    void moreThanFitsIsCountedAndLeftOut(String what, String why) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= 30; i++) {
            text.append("goroutine ")
                    .append(i)
                    .append(what.equals("STATES") && i <= 4 ? " [state" + i + "]:\n" : " [select]:\n");
            switch (what) {
                case "NAMES" -> text.append("main.function").append(i).append("(0x1)\n\t/src/main.go:9 +0x1b\n\n");
                case "PLACES" ->
                    text.append("f(0x1)\n\tx.go:1\n".repeat(i % 3 + 1))
                            .append("g(0x1)\n\tx.go:")
                            .append(i % 9)
                            .append("\n\n");
                default -> text.append('\n');
            }
        }

        Snapshot snapshot = limited(text.toString());

        assertThat(snapshot.goroutines()).isEqualTo(30);
        assertThat(snapshot.truncated()).isTrue();
        assertThat(snapshot.problems().getFirst())
                .contains(" goroutines left out, the first of them ")
                .contains(why);
    }

    @Test
    void idsBeyondTheLimitAreNotKept() throws IOException {
        Snapshot snapshot = limited((ONE + "\n").repeat(5));

        assertThat(snapshot.truncated()).isFalse();
        assertThat(snapshot.stacks().getFirst().count()).isEqualTo(5);
        assertThat(snapshot.problems()).containsExactly("ids of the first 3 of 5 goroutines kept, limit maxIds");
    }

    @Test
    void singleGoroutinesBeyondTheLimitAreNotKept() throws IOException {
        Dump dump = new GoroutineDumpReader(LIMITS)
                .readDump(new ByteArrayInputStream((ONE + "\n").repeat(9).getBytes(StandardCharsets.UTF_8)));

        assertThat(dump.goroutines()).hasSize(4);
        assertThat(dump.complete()).isFalse();
        assertThat(dump.problems())
                .containsExactly("5 goroutines left out, the first of them 1: limit maxGoroutines is 4");
    }

    @Test
    void problemsAreBounded() throws IOException {
        Snapshot snapshot =
                read(("goroutine 7 [select]:\n\tx\n\n".repeat(1_000) + ONE).getBytes(StandardCharsets.UTF_8));

        assertThat(snapshot.problems()).hasSize(21).last().isEqualTo("and 980 more");
    }

    private static Snapshot read(byte[] bytes) throws IOException {
        return new GoroutineDumpReader().readSnapshot(new ByteArrayInputStream(bytes));
    }

    private static Snapshot limited(String text) throws IOException {
        return new GoroutineDumpReader(LIMITS)
                .readSnapshot(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
