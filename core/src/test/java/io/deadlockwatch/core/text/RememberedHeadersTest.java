package io.deadlockwatch.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.snapshot.Goroutine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The reader remembers first lines of goroutines; that must not change what it reads. */
class RememberedHeadersTest {

    @Property(tries = 300)
    void whatCameBeforeDoesNotMatter(@ForAll("headers") List<String> headers) throws IOException {
        StringBuilder dump = new StringBuilder();
        for (String header : headers) {
            dump.append(goroutine(header));
        }

        List<Goroutine> together = read(dump.toString());

        assertThat(together).hasSameSizeAs(headers);
        for (int i = 0; i < headers.size(); i++) {
            assertThat(together.get(i))
                    .isEqualTo(read(goroutine(headers.get(i))).getFirst());
        }
    }

    @Provide
    Arbitrary<List<String>> headers() {
        Arbitrary<String> state =
                Arbitraries.of("select", "chan receive", "chan receive (leaked)", "GC worker (idle)", "a, b");
        Arbitrary<String> minutes = Arbitraries.of(
                "",
                "",
                ", 1 minutes",
                ", 2 minutes",
                ", 31 minutes",
                ", 1 minutes, 2 minutes",
                ", 999999999 minutes",
                ", 1234567890 minutes",
                ", x minutes");
        Arbitrary<String> rest = Arbitraries.of(
                "]",
                "]",
                ", locked to thread]",
                ", synctest bubble 1]",
                ", synctest bubble 2]",
                " labels:{\"k\": \"a, 3 minutes\"}]",
                "] {k: \"5 minutes\"}",
                "] {k: \"6 minutes\"}");
        return Combinators.combine(state, minutes, rest)
                .as((first, second, third) -> "[" + first + second + third + ":")
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
    }

    private static String goroutine(String header) {
        return "goroutine 7 " + header + "\nmain.f(0x1)\n\t/src/main.go:9 +0x1b\n\n";
    }

    private static List<Goroutine> read(String text) throws IOException {
        return new GoroutineDumpReader()
                .readDump(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                .goroutines();
    }
}
