package io.deadlockwatch.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.Snapshot;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Calls that follow are remembered in a table where they take each other's places: one must never be taken for one at another point of a stack. */
class ManySuccessorsTest {

    private static final int FUNCTIONS = 300;
    private static final int ROUNDS = 3;

    @Test
    void theSameCallsAfterManyOthersMakeStacksOfTheirOwn() throws IOException {
        StringBuilder dump = new StringBuilder();
        int id = 1;
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < FUNCTIONS; i++) {
                for (String outer : new String[] {"x", "y"}) {
                    dump.append("goroutine ").append(id++).append(" [select]:\n");
                    call(dump, "inner" + i);
                    call(dump, outer);
                    dump.append('\n');
                }
            }
        }

        Snapshot snapshot = new GoroutineDumpReader()
                .readSnapshot(new ByteArrayInputStream(dump.toString().getBytes(StandardCharsets.UTF_8)));

        assertThat(snapshot.stacks()).hasSize(2 * FUNCTIONS).allSatisfy(stack -> assertThat(stack.count())
                .isEqualTo(ROUNDS));
        assertThat(snapshot.stacks())
                .extracting(stack ->
                        stack.stack().frames().stream().map(Frame::function).toList())
                .doesNotHaveDuplicates();
    }

    private static void call(StringBuilder dump, String name) {
        dump.append("main.").append(name).append("(0x1)\n\t/src/main.go:9 +0x1b\n");
    }
}
