package io.deadlockwatch.operator.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.findings.Finding;
import io.deadlockwatch.core.findings.FindingIndex;
import io.deadlockwatch.core.findings.FindingSet;
import io.deadlockwatch.core.findings.FlowStep;
import io.deadlockwatch.core.findings.SourceLine;
import io.deadlockwatch.core.identity.Site;
import io.deadlockwatch.core.judge.Evidence;
import io.deadlockwatch.core.judge.Judge;
import io.deadlockwatch.core.judge.Verdict;
import io.deadlockwatch.core.protocol.LadderStatus;
import io.deadlockwatch.core.protocol.LeakSummary;
import io.deadlockwatch.core.protocol.PodRef;
import io.deadlockwatch.core.protocol.SamplerCost;
import io.deadlockwatch.core.protocol.StackEntry;
import io.deadlockwatch.core.protocol.StackFacts;
import io.deadlockwatch.core.protocol.TargetState;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.operator.ingest.Session;
import io.deadlockwatch.operator.ingest.Tables;
import io.deadlockwatch.operator.policy.FindingChoice;
import io.deadlockwatch.operator.policy.FindingSource;
import io.deadlockwatch.operator.testing.Given;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PodJudgeTest {

    private static final Stack STACK = Given.blocked("shop.reserve");

    private final PodJudge judge = new PodJudge(Judge.withBuiltInCatalogue());

    @Test
    void findingsOfThisBuildConfirm() {
        Sighting sighting = judge(true, 5, 5);

        assertThat(sighting.worst()).hasValueSatisfying(worst -> {
            assertThat(worst.judgement().verdict()).isEqualTo(Verdict.CONFIRMED);
            assertThat(Case.of(worst, findings(true)).confidencePercent()).isGreaterThanOrEqualTo(70);
        });
    }

    @Test
    void findingsOfAnotherBuildExplainAndNeverConfirm() {
        assertThat(judge(false, 5, 5).worst()).as("no other reason to suspect").isEmpty();

        Sighting growing = judge(false, 50, 5);

        assertThat(growing.worst()).hasValueSatisfying(worst -> {
            assertThat(worst.judgement().verdict()).isEqualTo(Verdict.SUSPECTED);
            Case explanation = Case.of(worst, findings(false));
            assertThat(explanation.confidencePercent()).isEqualTo(69);
            assertThat(explanation.findingSet()).isEqualTo("orders-1.4.2");
            assertThat(explanation.location()).isEqualTo("orders.go:42");
        });
    }

    @Test
    void aLeakIsProof() {
        Sighting leaked = judge(new StackEntry("id", 3, 3, 0, new StackFacts(0, 2, 0, 0, 0)), LeakSummary.NONE);

        assertThat(leaked.worst()).hasValueSatisfying(worst -> {
            assertThat(worst.judgement().verdict()).isEqualTo(Verdict.PROVEN);
            assertThat(worst.judgement().evidence()).contains(Evidence.UNREACHABLE);
        });
    }

    @Test
    void whereMainLeaksTooItIsNone() {
        Sighting leaked =
                judge(new StackEntry("id", 3, 3, 0, new StackFacts(0, 2, 0, 0, 0)), new LeakSummary(1, 0, true));

        assertThat(leaked.worst()).isEmpty();
    }

    @Test
    void aPrintedWaitIsPersistence() {
        Sighting waited = judge(new StackEntry("id", 3, 3, 0, new StackFacts(0, 0, 300_000, 0, 0)), LeakSummary.NONE);

        assertThat(waited.worst())
                .hasValueSatisfying(
                        worst -> assertThat(worst.judgement().verdict()).isEqualTo(Verdict.CONFIRMED));
    }

    private Sighting judge(StackEntry entry, LeakSummary leak) {
        Session session = new Session(
                new PodRef("shop", "p", "uid-p"),
                "00000000000000aa",
                "",
                1,
                "0.1.0",
                Given.target(TargetState.OK),
                Given.flawless(),
                Given.NOW,
                Given.NOW,
                Given.NOW,
                List.of(),
                Tables.of(Map.of("id", entry), Map.of("id", STACK)),
                new LadderStatus(15_000, false, List.of(), SamplerCost.UNKNOWN, leak, 0, Optional.empty()),
                Optional.empty());
        Sighting sighting = judge.judge(Given.watch(), Given.pod("p"), findings(true), session, Given.NOW)
                .sites()
                .get(Site.of(STACK));
        assertThat(sighting).isNotNull();
        return sighting;
    }

    @Test
    void goneStacksAreNoSightings() {
        assertThat(sightings(true, 0, 0).sites()).isEmpty();
    }

    private Sighting judge(boolean sameBuild, long count, long min) {
        Sighting sighting = sightings(sameBuild, count, min).sites().get(Site.of(STACK));
        assertThat(sighting).isNotNull();
        assertThat(sighting.count()).isEqualTo(count);
        return sighting;
    }

    private PodSightings sightings(boolean sameBuild, long count, long min) {
        Session session = new Session(
                new PodRef("shop", "p", "uid-p"),
                "00000000000000aa",
                "",
                1,
                "0.1.0",
                Given.target(TargetState.OK),
                Given.flawless(),
                Given.NOW,
                Given.NOW,
                Given.NOW,
                List.of(),
                Tables.of(Map.of("id", new StackEntry("id", count, min, 200_000)), Map.of("id", STACK)));
        return judge.judge(Given.watch(), Given.pod("p"), findings(sameBuild), session, Given.NOW);
    }

    private static FindingChoice findings(boolean sameBuild) {
        SourceLine line = new SourceLine("shop/orders.go", 42);
        Finding finding = new Finding(
                "DG1001",
                "warning",
                "the send blocks for ever",
                "shop.reserve|chan send",
                "shop.reserve",
                "chan send",
                line,
                40,
                "shop.reserve",
                List.of(new FlowStep(FlowStep.Kind.BLOCK, "shop.reserve", line)),
                List.of());
        FindingIndex index = FindingIndex.of(new FindingSet("deadlock-guard", List.of(finding), 1, List.of()));
        return new FindingChoice(
                Optional.of(new FindingSource(
                        "shop", "orders-1.4.2", "uid", Given.NOW, List.of(), List.of("1.4.2"), index)),
                sameBuild);
    }
}
