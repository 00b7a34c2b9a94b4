package io.deadlockwatch.core.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.findings.FindingIndex;
import io.deadlockwatch.core.findings.SarifReader;
import io.deadlockwatch.core.testkit.Fixtures;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Other tools' findings name a line and little else; a stack that stands there has the function. */
class ThirdPartyMatchTest {

    @ParameterizedTest
    @CsvSource({
        "golangci-lint, govet",
        "staticcheck, SA2002",
        "semgrep, go.lang.goroutine-leak",
        "codeql, go/lock-order"
    })
    void aLineIsEnoughToConfirm(String tool, String rule) throws IOException {
        FindingIndex findings =
                FindingIndex.of(new SarifReader().read(Fixtures.open("findings/third-party/" + tool + ".sarif")));

        Judgement judgement = Judge.withBuiltInCatalogue()
                .judge(Given.seen(Given.SENDER, 2, 2), findings, Given.POLICY)
                .orElseThrow();

        assertThat(judgement.verdict()).isEqualTo(Verdict.CONFIRMED);
        assertThat(judgement.match().orElseThrow().finding().ruleId()).isEqualTo(rule);
    }
}
