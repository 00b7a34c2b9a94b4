package io.deadlockwatch.core.recall;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.findings.FindingIndex;
import io.deadlockwatch.core.findings.SarifReader;
import io.deadlockwatch.core.judge.Judgement;
import io.deadlockwatch.core.judge.Policy;
import io.deadlockwatch.core.judge.Verdict;
import io.deadlockwatch.core.testkit.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real programs, the truth about them, and what is reported. {@code make bench-recall} prints the table that this writes. */
class RecallTest {

    /** The default, but for the time: the snapshots are not two minutes apart. Without findings for the revision, suspicions are reported. */
    private static final Policy POLICY = new Policy(Duration.ofSeconds(60), 70);

    private static final Path TABLE = Path.of("target", "recall.md");

    static Stream<Program> programs() {
        return Program.all().stream();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void withALeakProfileEverythingThatIsBlockedForEverIsProven(Program program) {
        Map<Group, Judgement> reported = Way.PROFILES_AND_LEAK.reported(program, FindingIndex.EMPTY, POLICY);

        assertThat(reported.keySet()).containsExactlyInAnyOrderElementsOf(program.blocked());
        assertThat(reported.values()).allMatch(judgement -> judgement.verdict() == Verdict.PROVEN);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void nothingThatIsFineIsReportedInAnyWay(Program program) throws IOException {
        for (Way way : Way.values()) {
            if (way.isPossible(program)) {
                for (FindingIndex findings : List.of(FindingIndex.EMPTY, predicted())) {
                    Set<Group> others = new HashSet<>(
                            way.reported(program, findings, POLICY).keySet());
                    others.removeAll(program.blocked());
                    assertThat(others).as(way.title()).isEmpty();
                }
            }
        }
    }

    /** Two dumps and no leak profile: goroutines that wait for work look the same, so of receives, selects and the like the data says nothing. */
    @ParameterizedTest
    @MethodSource("programs")
    void fromTwoDumpsEverySendAndEveryLockIsReported(Program program) {
        Set<Group> evident = program.blocked().stream()
                .filter(group -> group.operation().equals("chan send")
                        || group.operation().endsWith("Lock"))
                .collect(Collectors.toSet());

        assertThat(Way.DUMPS.reported(program, FindingIndex.EMPTY, POLICY).keySet())
                .containsAll(evident);
    }

    @Test
    void theTableIsWritten() throws IOException {
        FindingIndex findings = predicted();
        List<String> lines = new ArrayList<>();
        lines.add("| program | blocked | " + titles() + " | + findings | false |");
        lines.add("|---" + "|---".repeat(Way.values().length + 3) + "|");
        Map<Way, Integer> found = new EnumMap<>(Way.class);
        Set<String> missed = new TreeSet<>();
        int expected = 0;
        int foundWithFindings = 0;
        int reports = 0;
        int wrong = 0;
        for (Program program : Program.all()) {
            Set<Group> blocked = program.blocked();
            List<String> cells = new ArrayList<>(List.of(program.name(), String.valueOf(blocked.size())));
            expected += blocked.size();
            int wrongHere = 0;
            for (Way way : Way.values()) {
                if (!way.isPossible(program)) {
                    cells.add("-");
                    continue;
                }
                Set<Group> reported =
                        way.reported(program, FindingIndex.EMPTY, POLICY).keySet();
                long right = reported.stream().filter(blocked::contains).count();
                found.merge(way, (int) right, Integer::sum);
                cells.add(String.valueOf(right));
                reports += reported.size();
                wrongHere += (int) (reported.size() - right);
                blocked.stream()
                        .filter(group -> way == Way.DUMPS && !reported.contains(group))
                        .forEach(group -> missed.add(program + ": " + group));
            }
            Set<Group> all = Way.PROFILES.reported(program, findings, POLICY).keySet();
            long right = all.stream().filter(blocked::contains).count();
            foundWithFindings += (int) right;
            reports += all.size();
            wrongHere += (int) (all.size() - right);
            wrong += wrongHere;
            cells.add(String.valueOf(right));
            cells.add(String.valueOf(wrongHere));
            lines.add("| " + String.join(" | ", cells) + " |");
        }
        List<String> totals = new ArrayList<>(List.of("recall", String.valueOf(expected)));
        for (Way way : Way.values()) {
            totals.add(percent(found.getOrDefault(way, 0), expected));
        }
        totals.add(percent(foundWithFindings, expected));
        totals.add(String.valueOf(wrong));
        lines.add("| " + String.join(" | ", totals) + " |");
        lines.add("");
        lines.add("Precision of all " + reports + " reports: " + percent(reports - wrong, reports)
                + ". Findings are those of testdata/findings/programs.sarif, held against debug=0 twice.");
        lines.add("");
        lines.add("Not reported from debug=2 twice:");
        missed.forEach(group -> lines.add("- " + group));
        Files.write(TABLE, lines);

        assertThat(wrong).isZero();
        assertThat(found.get(Way.PROFILES_AND_LEAK)).isEqualTo(expected);
    }

    private static String titles() {
        return String.join(" | ", Stream.of(Way.values()).map(Way::title).toList());
    }

    private static String percent(int part, int whole) {
        return String.format(Locale.ROOT, "%d of %d (%d %%)", part, whole, whole == 0 ? 100 : 100 * part / whole);
    }

    private static FindingIndex predicted() throws IOException {
        return FindingIndex.of(new SarifReader().read(Fixtures.open("findings/programs.sarif")));
    }
}
