package io.deadlockwatch.core.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.testkit.Fixtures;
import java.io.IOException;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Other tools' SARIF, each in its own style. */
class ThirdPartySarifTest {

    @Test
    void golangciLintGivesPlaceAndRule() throws IOException {
        FindingSet set = read("golangci-lint");

        assertThat(set.tool()).isEqualTo("golangci-lint");
        assertThat(set.findings())
                .extracting(Finding::ruleId, Finding::level, Finding::line)
                .containsExactly(
                        Tuple.tuple("govet", "error", new SourceLine("stock/store.go", 42)),
                        Tuple.tuple("staticcheck", "warning", new SourceLine("api/api.go", 30)));
    }

    @Test
    void staticcheckLeavesTheLevelToTheRuleAndKeepsWhatIsSuppressed() throws IOException {
        FindingSet set = read("staticcheck");

        assertThat(set.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.level()).isEqualTo("error");
            assertThat(finding.line()).isEqualTo(new SourceLine("/home/ci/shop/stock/store.go", 42));
        });
        assertThat(set.skipped()).isEqualTo(1);
        assertThat(set.rejected()).isZero();
        assertThat(set.problems()).isEmpty();
        assertThat(set.rules().get("SA2002"))
                .isEqualTo(new Rule(
                        "SA2002",
                        "",
                        "error",
                        "Called FailNow in a goroutine",
                        "**formatted**",
                        "https://staticcheck.example/SA2002"));
    }

    @Test
    void semgrepGivesATraceAndWhatIsUnderReviewStaysOpen() throws IOException {
        FindingSet set = read("semgrep");

        assertThat(set.findings()).hasSize(2);
        assertThat(set.findings().getFirst().flow())
                .containsExactly(
                        new FlowStep(FlowStep.Kind.CALL, "", new SourceLine("api/api.go", 30)),
                        new FlowStep(FlowStep.Kind.BLOCK, "", new SourceLine("stock/store.go", 42)));
        assertThat(set.problems()).containsExactly("the tool says that its run failed: findings may be missing");
    }

    @Test
    void codeqlRefersToTablesThatFollow() throws IOException {
        FindingSet set = read("codeql");

        assertThat(set.findings())
                .containsExactly(new Finding(
                        "go/lock-order",
                        "error",
                        "mu of Store is locked in two orders",
                        "",
                        "example.com/shop/stock.(*Store).Reserve",
                        "",
                        new SourceLine("stock/store.go", 42),
                        0,
                        "",
                        List.of(
                                new FlowStep(FlowStep.Kind.CALL, "", new SourceLine("api/api.go", 30)),
                                new FlowStep(FlowStep.Kind.BLOCK, "", new SourceLine("stock/store.go", 42))),
                        List.of(new Partner("", new SourceLine("api/api.go", 30), "the other order"))));
        assertThat(set.skipped()).isEqualTo(2);
        assertThat(set.tool()).isEqualTo("CodeQL 2.23.1");
        assertThat(set.subject()).isEqualTo(new Subject(List.of(), List.of("4f2a9c1")));
    }

    @ParameterizedTest
    @CsvSource({
        "example.com/shop.Run, example.com/shop.Run",
        "(*example.com/shop.Store).Get, example.com/shop.(*Store).Get",
        "(example.com/shop.Store).Get, example.com/shop.Store.Get",
        "example.com/shop.Run$1$2, example.com/shop.Run.func",
        "(*example.com/shop.Store).Get$3, example.com/shop.(*Store).Get.func",
        "Reserve, ''",
        "(*Store).Get, ''",
        "(*broken, ''",
        "'', ''"
    })
    void namesOfFunctionsComeInSeveralForms(String name, String symbol) {
        assertThat(GoNames.symbol(name)).isEqualTo(symbol);
    }

    private static FindingSet read(String tool) throws IOException {
        return new SarifReader().read(Fixtures.open("findings/third-party/" + tool + ".sarif"));
    }
}
