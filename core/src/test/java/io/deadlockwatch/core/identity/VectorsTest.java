package io.deadlockwatch.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.core.snapshot.WaitState;
import io.deadlockwatch.core.testkit.Fixtures;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The vectors that the Go scanner's implementation must pass too. */
class VectorsTest {

    @ParameterizedTest
    @MethodSource("symbols")
    void symbol(String raw, String symbol) {
        assertThat(Symbol.of(raw)).isEqualTo(symbol);
    }

    @ParameterizedTest
    @MethodSource("symbols")
    void aSymbolIsItsOwnSymbol(String raw, String symbol) {
        assertThat(Symbol.of(symbol)).as("symbol of the symbol of " + raw).isEqualTo(symbol);
    }

    @ParameterizedTest
    @MethodSource("sites")
    void site(String names, String operation, String site) {
        Stack stack = new Stack(WaitState.of(operation), frames(names));

        assertThat(Site.of(stack)).hasToString(site);
        assertThat(Site.parse(site)).isEqualTo(Site.of(stack));
        assertThat(site.codePointCount(0, site.length())).isLessThanOrEqualTo(Site.MAX_LENGTH);
    }

    @ParameterizedTest
    @MethodSource("fingerprints")
    void fingerprint(String state, String names, String fingerprint) {
        assertThat(StackFingerprint.of(new Stack(WaitState.of(state), frames(names))))
                .isEqualTo(fingerprint);
    }

    static Stream<Arguments> symbols() {
        return rows("symbols", 2);
    }

    static Stream<Arguments> sites() {
        return rows("sites", 3);
    }

    static Stream<Arguments> fingerprints() {
        return rows("fingerprints", 3);
    }

    private static Stream<Arguments> rows(String file, int columns) {
        List<List<String>> rows = Fixtures.rows("identity/" + file + ".tsv");
        assertThat(rows).isNotEmpty().allMatch(row -> row.size() == columns);
        return rows.stream().map(row -> Arguments.of(row.toArray()));
    }

    /** Names, each with a line or without. */
    private static List<Frame> frames(String names) {
        List<Frame> frames = new ArrayList<>();
        if (names.isEmpty()) {
            return frames;
        }
        for (String name : names.split(" < ", -1)) {
            int colon = name.lastIndexOf(':');
            frames.add(
                    colon < 0
                            ? new Frame(name, "", 0, 0)
                            : new Frame(name.substring(0, colon), "", Integer.parseInt(name.substring(colon + 1)), 0));
        }
        return frames;
    }
}
