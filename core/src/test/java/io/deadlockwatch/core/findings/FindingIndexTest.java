package io.deadlockwatch.core.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.identity.Site;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingIndexTest {

    private static final Finding OURS = finding("main.F|select", "main.F", "select", "cmd/main.go", 42, 40);
    private static final Finding SITELESS = finding("", "main.F", "select", "cmd/main.go", 44, 40);
    private static final Finding LINE_ONLY = finding("", "", "", "main.go", 42, 0);

    private final FindingIndex index =
            FindingIndex.of(new FindingSet("tool", List.of(OURS, SITELESS, LINE_ONLY), 3, List.of()));

    @Test
    void findingsAreFoundByWhatTheyName() {
        assertThat(index.size()).isEqualTo(3);
        assertThat(index.bySite(new Site("main.F", "select"))).containsExactly(OURS, SITELESS);
        assertThat(index.bySite(new Site("main.F", "chan send"))).isEmpty();
        assertThat(index.bySymbol("main.F")).containsExactly(OURS, SITELESS);
        assertThat(index.bySymbol("")).isEmpty();
        assertThat(atLine(index, "/src/cmd/main.go", 42)).containsExactly(OURS, LINE_ONLY);
        assertThat(atLine(index, "main.go", 42)).containsExactly(OURS, LINE_ONLY);
        assertThat(atLine(index, "/src/other/main.go", 42)).containsExactly(LINE_ONLY);
        assertThat(atLine(index, "domain.go", 42)).isEmpty();
        assertThat(atOffset(index, "/src/cmd/main.go", 2)).containsExactly(OURS);
        assertThat(atOffset(index, "/src/cmd/main.go", 42)).isEmpty();
    }

    @Test
    void anEmptyIndexFindsNothing() {
        assertThat(FindingIndex.EMPTY.size()).isZero();
        assertThat(FindingIndex.EMPTY.inFile("main.go")).isEmpty();
    }

    private static Finding finding(
            String site, String symbol, String operation, String file, int line, int functionStart) {
        return new Finding(
                "R",
                "error",
                "",
                site,
                symbol,
                operation,
                new SourceLine(file, line),
                functionStart,
                "",
                List.of(),
                List.of());
    }

    private static List<Finding> atLine(FindingIndex index, String file, int line) {
        return index.inFile(file).map(its -> its.atLine(file, line)).orElse(List.of());
    }

    private static List<Finding> atOffset(FindingIndex index, String file, int offset) {
        return index.inFile(file).map(its -> its.atOffset(file, offset)).orElse(List.of());
    }
}
