package io.deadlockwatch.core.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.findings.FindingIndex;
import io.deadlockwatch.core.findings.FindingSet;
import io.deadlockwatch.core.findings.SarifReader;
import io.deadlockwatch.core.identity.Site;
import io.deadlockwatch.core.identity.StackFingerprint;
import io.deadlockwatch.core.identity.Symbol;
import io.deadlockwatch.core.profile.GoroutineProfileReader;
import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.core.snapshot.StackCount;
import io.deadlockwatch.core.snapshot.WaitState;
import io.deadlockwatch.core.testkit.Fixtures;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From the bytes a program and a scanner wrote to a verdict. */
class DoubleVerificationTest {

    private static final Policy POLICY = new Policy(Duration.ofSeconds(60), 70);

    @ParameterizedTest
    @CsvSource({"cockroach10214, 2, 100", "kubernetes6632, 1, 100", "micro_DoubleSend, 1, 100"})
    void whatBlocksForEverIsConfirmedWhereItWasPredicted(String program, int predicted, int leastConfidence)
            throws IOException {
        List<Judgement> judgements = judge(program);

        List<String> truth = blockedSites(program);
        List<Judgement> confirmed = judgements.stream()
                .filter(j -> j.verdict() == Verdict.CONFIRMED)
                .toList();
        assertThat(confirmed).hasSize(predicted).allSatisfy(judgement -> {
            assertThat(truth).contains(judgement.site().toString());
            assertThat(judgement.match().orElseThrow().confidence().total()).isGreaterThanOrEqualTo(leastConfidence);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"benign_service", "cockroach10214", "kubernetes6632", "micro_DoubleSend", "micro_NilSend"})
    void nothingElseIsSaidOfThemNorOfAHealthyService(String program) throws IOException {
        assertThat(judge(program)).allMatch(judgement -> judgement.verdict() != Verdict.SUSPECTED);
        assertThat(blockedSites(program))
                .containsAll(judge(program).stream()
                        .map(judgement -> judgement.site().toString())
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.21.13", "1.26.8", "1.27.4"})
    void closuresAreFoundWhateverTheyWereInlinedInto(String version) throws IOException {
        FindingIndex findings = Given.index(
                Given.finding()
                        .in("example.com/inlined/lib.Make.func")
                        .at("lib/lib.go", 10, 9)
                        .along()
                        .build("PLAIN"),
                Given.finding()
                        .in("example.com/inlined/lib.(*T).Make.func")
                        .at("lib/lib.go", 16, 16)
                        .along()
                        .build("METHOD"));
        Judge judge = Judge.withBuiltInCatalogue();
        List<String> confirmed = new ArrayList<>();

        for (StackCount stack : read("snapshots/inlined/" + version + ".pb.gz").stacks()) {
            judge.judge(Given.seen(stack.stack(), 1, 1), findings, POLICY)
                    .ifPresent(judgement -> confirmed.add(judgement.verdict() + " "
                            + judgement.match().orElseThrow().finding().ruleId()));
        }

        assertThat(confirmed).containsExactlyInAnyOrder("CONFIRMED PLAIN", "CONFIRMED PLAIN", "CONFIRMED METHOD");
    }

    /** Judges what was there early and late, as 72 seconds of being there. */
    private static List<Judgement> judge(String program) throws IOException {
        FindingSet findings = new SarifReader().read(Fixtures.open("findings/programs.sarif"));
        assertThat(findings.problems()).isEmpty();
        Snapshot early = read("snapshots/programs/" + program + "/early.pb.gz");
        Snapshot late = read("snapshots/programs/" + program + "/late.pb.gz");
        Map<String, Long> before = new HashMap<>();
        for (StackCount stack : early.stacks()) {
            before.put(StackFingerprint.of(stack.stack()), stack.count());
        }
        Judge judge = Judge.withBuiltInCatalogue();
        List<Judgement> judgements = new ArrayList<>();
        for (StackCount stack : late.stacks()) {
            long min = Math.min(stack.count(), before.getOrDefault(StackFingerprint.of(stack.stack()), 0L));
            Observation seen = new Observation(stack.stack(), stack.count(), min, Duration.ofSeconds(72), 6);
            judge.judge(seen, FindingIndex.of(findings), POLICY).ifPresent(judgements::add);
        }
        return judgements;
    }

    private static List<String> blockedSites(String program) {
        return Fixtures.rows("snapshots/programs/" + program + "/truth.tsv").stream()
                .filter(row -> row.getFirst().equals("blocked"))
                .map(row -> Site.of(
                                Symbol.of(row.get(3)), WaitState.of(row.get(1)).operation())
                        .toString())
                .toList();
    }

    private static Snapshot read(String path) throws IOException {
        return new GoroutineProfileReader().read(Fixtures.open(path));
    }
}
