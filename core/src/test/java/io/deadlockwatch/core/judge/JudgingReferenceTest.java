package io.deadlockwatch.core.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The reference says what the code does. */
class JudgingReferenceTest {

    private static final Path REFERENCE = Path.of("..", "docs", "reference", "judging.md");

    @Test
    void thresholdsAreThoseOfTheCode() throws IOException {
        assertThat(table("## Thresholds"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "blockedFor", Policy.DEFAULT.blockedFor().toMinutes() + "m",
                        "minConfidencePercent", String.valueOf(Policy.DEFAULT.minConfidencePercent()),
                        "minGoodSamples", String.valueOf(Judge.MIN_GOOD_SAMPLES),
                        "growth", String.valueOf(Policy.DEFAULT.growth()),
                        "many", String.valueOf(Policy.DEFAULT.many()),
                        "predictedFloor", String.valueOf(Attribution.PREDICTED_FLOOR),
                        "otherVersionCap", String.valueOf(Match.OTHER_VERSION_CAP),
                        "maxCandidates", String.valueOf(Matcher.MAX_CANDIDATES)));
    }

    @Test
    void everyEvidenceAndVerdictIsThere() throws IOException {
        assertThat(table("## Evidence").keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Evidence.values()).map(Evidence::title).toList());
        assertThat(table("## Verdicts").keySet())
                .containsAll(Arrays.stream(Verdict.values())
                        .map(verdict -> verdict.name().charAt(0)
                                + verdict.name().substring(1).toLowerCase(Locale.ROOT))
                        .toList());
    }

    @Test
    void theFormulaIsTheOneThatCounts() throws IOException {
        assertThat(Files.readString(REFERENCE)).contains("`0.45 symbol + 0.35 path + 0.20 context`");
        assertThat(new Confidence(100, 0, 0).total()).isEqualTo(45);
        assertThat(new Confidence(0, 100, 0).total()).isEqualTo(35);
        assertThat(new Confidence(0, 0, 100).total()).isEqualTo(20);
    }

    /** First and second cell of each row of the table under a heading, without code marks. */
    private static Map<String, String> table(String heading) throws IOException {
        String text = Files.readString(REFERENCE);
        String section = text.substring(text.indexOf(heading));
        int next = section.indexOf("\n## ", 1);
        Map<String, String> rows = new HashMap<>();
        (next < 0 ? section : section.substring(0, next))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|", -1))
                .forEach(cells -> rows.put(cells[1].strip().replace("`", ""), cells[2].strip()));
        return rows;
    }
}
