package io.deadlockwatch.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.core.snapshot.StackCount;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records of a {@code debug=1} profile, and what their counters tell. */
class TextProfileReaderTest {

    /** A goroutine whose printed function waits: it gives away the counter in {@code runtime.gopark}. */
    private static final String SLEEPS = "1 @ 0x1001 0x2003 0x3005\n#\t0x2002\ttime.Sleep+0x2\t/go/time.go:1\n\n";

    @ParameterizedTest
    @CsvSource({
        "0x1001 0x4105 0x4017, chan send (nil chan)",
        "0x1001 0x4405 0x4017, chan send",
        "0x1001 0x4405 0x401d, chan send",
        "0x1001 0x4105 0x4012, chan receive (nil chan)",
        "0x1001 0x4405 0x4012, chan receive",
        "0x1001 0x4405 0x4018, chan receive",
        "0x1001 0x4405 0x4001, waiting",
        "0x1001 0x9405 0x4017, waiting",
        "0x1001 0x4017, select",
        "0x1001 0x4006, select (no cases)",
        "0x1001 0x4006 0x1 0x2, waiting",
        "0x7777 0x4017, runnable"
    })
    void hiddenCountersTellTheWait(String hidden, String words) throws IOException {
        String text = total(2) + SLEEPS + "1 @ " + hidden + " 0x3005\n#\t0x3004\tmain.f+0x9\t/src/main.go:7\n\n";

        assertThat(states(text)).containsExactly("sleep", words);
    }

    @Test
    void onOtherMachinesTheOrderOfFunctionsTells() throws IOException {
        String text = total(4)
                + SLEEPS
                + channel("0x4405", "0x4001", 1)
                + channel("0x5405", "0x5001", 2)
                + channel("0x5405", "0x5021", 3);

        assertThat(states(text)).containsExactly("sleep", "chan send", "chan receive", "chan receive");
    }

    @Test
    void twoSelectsAreToldByTheirOrder() throws IOException {
        String text = total(3) + SLEEPS + "1 @ 0x1001 0x4001 0x3005\n#\t0x3004\tmain.f+0x9\t/src/main.go:7\n\n"
                + "1 @ 0x1001 0x4021 0x3005\n#\t0x3004\tmain.f+0x9\t/src/main.go:8\n\n";

        assertThat(states(text)).containsExactly("sleep", "select (no cases)", "select");
    }

    @Test
    void columnsLabelsAndFunctionsWithoutNames() throws IOException {
        String text = total(5)
                + "3 @ 0x2003 0x3005 0x4001\n# labels: {\"k\":\"v\\\"\\n\"}\n#\t0x2002\tmain.(*T[...]).F+0x2\t\t\t/a b/x.go:12\n#\t0x3004\n\n"
                + "2 @ 0x2003 0x3005 0x4001\n#\t0x2002\tmain.(*T[...]).F+0x2\t/a b/x.go:12\n#\t0x3004\n\n";

        Snapshot snapshot = read(text);

        assertThat(snapshot.problems()).isEmpty();
        assertThat(snapshot.stacks()).extracting(StackCount::count).containsExactly(5L);
        assertThat(snapshot.stacks().getFirst().stack().frames())
                .containsExactly(new Frame("main.(*T[...]).F", "/a b/x.go", 12, 0));
    }

    @Test
    void aProfileThatEndsEarlyIsTruncated() throws IOException {
        String text = total(2) + SLEEPS + channel("0x4405", "0x4017", 1);
        assertThat(read(text).truncated()).isFalse();
        int whole = total(2).length();
        for (int length = whole; length < text.length(); length++) {
            assertThat(read(text.substring(0, length)).truncated()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x @ 0x1 | line 2: record left out: its first line is not \"COUNT @ COUNTERS\"",
                "0 @ 0x1 | line 2: record left out: it counts no goroutine",
                "1 @ zebra | line 2: record left out: no counter: zebra",
                "1 @ 0x1\\n#\\t0x1\\tmain.f\\t/x.go:1 | line 2: record left out: line 3 not understood",
                "1 @ 0x1\\nzebra | line 2: record left out: line 3 not understood",
                "9999999999999 @ 0x1 | line 2: record left out: its first line is not \"COUNT @ COUNTERS\""
            })
    void aRecordThatMakesNoSenseIsLeftOut(String record, String problem) throws IOException {
        Snapshot snapshot = read(total(1) + record.replace("\\n", "\n").replace("\\t", "\t") + "\n\n" + SLEEPS);

        assertThat(snapshot.problems()).containsExactly(problem);
        assertThat(snapshot.stacks()).hasSize(1);
    }

    @Test
    void moreStacksThanFitAreLeftOut() throws IOException {
        TextLimits limits = new TextLimits(1 << 20, 200, 60, 5, 2, 8, 1_200, 3, 4);
        StringBuilder text = new StringBuilder(total(5));
        for (int i = 1; i <= 5; i++) {
            text.append(channel("0x4405", "0x4017", i));
        }

        Snapshot snapshot = new TextProfileReader(limits)
                .read(new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)));

        assertThat(snapshot.truncated()).isTrue();
        assertThat(snapshot.stacks()).hasSize(2);
        assertThat(snapshot.problems()).hasSize(1).first().asString().endsWith("limit maxStacks is 2");
    }

    @Test
    void anotherTextIsRefused() {
        assertThatExceptionOfType(TextException.class)
                .isThrownBy(() -> read("heap profile: 1: 2\n"))
                .withMessageStartingWith("not a text profile: ");
    }

    private static String channel(String callee, String wrapper, int line) {
        return "1 @ 0x1001 " + callee + " " + wrapper + " 0x3005\n#\t0x3004\tmain.f+0x9\t/src/main.go:" + line + "\n\n";
    }

    private static String total(int goroutines) {
        return "goroutine profile: total " + goroutines + "\n";
    }

    private static List<String> states(String text) throws IOException {
        Snapshot snapshot = read(text);
        assertThat(snapshot.problems()).isEmpty();
        assertThat(snapshot.truncated()).isFalse();
        return snapshot.stacks().stream()
                .map(stack -> stack.stack().state().words())
                .toList();
    }

    private static Snapshot read(String text) throws IOException {
        return new TextProfileReader().read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
