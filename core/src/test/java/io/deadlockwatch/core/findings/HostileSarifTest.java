package io.deadlockwatch.core.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

import io.deadlockwatch.core.testkit.ProfileWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are no SARIF, damaged or too large are refused, and the refusal says why. */
class HostileSarifTest {

    private static final String RESULT = """
            {"ruleId": "R", "message": {"text": "m"},
             "locations": [{"physicalLocation": {"artifactLocation": {"uri": "a.go"}, "region": {"startLine": 1}}}],
             "codeFlows": [{"threadFlows": [{"locations": [{"location": {}}, {"location": {}}, {"location": {}}]}]}],
             "relatedLocations": [{}, {}]}
            """;
    private static final String TABLES = """
            "tool": {"driver": {"rules": [{"id": "R"}], "name": "t"}, "extensions": [{"rules": [{"id": "S"}]}]},
            "artifacts": [{"location": {"uri": "b.go", "index": 1}}, {"location": {"index": 0}}],
            "originalUriBaseIds": {"A": {"uri": "x/", "uriBaseId": "B"}, "B": {"uri": "y/", "uriBaseId": "A"}},
            "results": [{"ruleIndex": 0, "locations": [{"physicalLocation": {"artifactLocation": {"index": 1, "uriBaseId": "A"}, "region": {"startLine": 1}}}]}]
            """;
    private static final String GOOD =
            "{\"version\": \"2.1.0\", \"runs\": [{\"results\": [" + RESULT + ", " + RESULT + "]}, {" + TABLES + "}]}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | the document is no JSON object",
                "[] | the document is no JSON object",
                "7 | the document is no JSON object",
                "{} | the document has no runs",
                "<html> | not JSON at line 1, column 1",
                "goroutine 1 [running]: | not JSON at line 1",
                "{\"runs\": []} {} | more after the end",
                "{\"runs\": [] | not JSON at line 1",
                "{\"runs\": [}] | not JSON at line 1",
                "{'runs': []} | not JSON at line 1"
            })
    void whatIsNoSarifIsRefused(String text, String words) {
        refused(text.getBytes(StandardCharsets.UTF_8)).withMessageContaining(words);
    }

    @Test
    void nulsAreRefused() {
        refused(new byte[64]);
        refused(GOOD.replace("\"m\"", "\"a\0b\"").getBytes(StandardCharsets.UTF_8))
                .withMessageContaining("not JSON");
        refused(GOOD.replace("\"runs\"", "\0\"runs\"").getBytes(StandardCharsets.UTF_8))
                .withMessageContaining("not JSON");
    }

    @Test
    void textThatIsNotUtf8IsRefused() {
        byte[] bytes = GOOD.replace("\"m\"", "\"??\"").getBytes(StandardCharsets.UTF_8);
        int at = new String(bytes, StandardCharsets.UTF_8).indexOf("??");
        bytes[at] = (byte) 0xC3;
        bytes[at + 1] = (byte) 0x28;

        refused(bytes).withMessageContaining("not JSON");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "100 | 9 | 9 | 9 | 9 | 9 | 9 | bytes, limit maxBytes is 100",
                "9999 | 1 | 9 | 9 | 9 | 9 | 9 | SARIF has 2 or more runs, limit maxRuns is 1",
                "9999 | 9 | 1 | 9 | 9 | 9 | 9 | SARIF has 2 or more results, limit maxResults is 1",
                "9999 | 9 | 9 | 2 | 9 | 9 | 9 | SARIF has 3 or more locations in a result, limit maxLocations is 2",
                "9999 | 9 | 9 | 9 | 2 | 9 | 9 | SARIF has 3 or more steps in a flow, limit maxFlowLocations is 2",
                "9999 | 9 | 9 | 9 | 9 | 1 | 9 | SARIF has 2 or more rules in a run, limit maxRules is 1",
                "9999 | 9 | 9 | 9 | 9 | 9 | 1 | SARIF has 2 or more artifacts in a run, limit maxArtifacts is 1"
            })
    void everyLimitIsNamedWithItsValue(
            int bytes, int runs, int results, int locations, int steps, int rules, int artifacts, String words) {
        SarifLimits limits = new SarifLimits(bytes, runs, results, locations, steps, rules, artifacts, 1_000, 64);

        assertThatExceptionOfType(SarifException.class)
                .isThrownBy(() ->
                        new SarifReader(limits).read(new ByteArrayInputStream(GOOD.getBytes(StandardCharsets.UTF_8))))
                .withMessageContaining(words);
    }

    @Test
    void deepNestingIsRefused() {
        String deep = "{\"runs\": [{\"properties\": " + "[".repeat(100_000);

        refused(deep.getBytes(StandardCharsets.UTF_8))
                .withMessageContaining("nesting depth (65)")
                .withMessageContaining("allowed 64, limit maxNestingDepth");
    }

    @Test
    void aHugeStringIsRefused() {
        String huge = GOOD.replace("\"m\"", "\"" + "x".repeat(2 << 20) + "\"");

        refused(huge.getBytes(StandardCharsets.UTF_8)).withMessageContaining("allowed 1048576, limit maxStringLength");
    }

    @Test
    void aGzipBombStopsAtTheLimit() {
        byte[] spaces = new byte[80 << 20];
        Arrays.fill(spaces, (byte) ' ');
        byte[] bomb = ProfileWriter.gzip(spaces);
        assertThat(bomb.length).isLessThan(1 << 20);

        refused(bomb).withMessageContaining("limit maxBytes is 10485760");
    }

    @Test
    void everyTruncationIsRefused() {
        byte[] plain = GOOD.getBytes(StandardCharsets.UTF_8);
        byte[] zipped = ProfileWriter.gzip(plain);
        for (int length = 0; length < plain.length; length++) {
            refused(Arrays.copyOf(plain, length));
        }
        for (int length = 0; length < zipped.length; length++) {
            refused(Arrays.copyOf(zipped, length));
        }
    }

    @Property(tries = 2_000)
    void damageIsRefusedOrReported(@ForAll long seed, @ForAll @IntRange(min = 1, max = 10) int changes) {
        byte[] damaged = GOOD.getBytes(StandardCharsets.UTF_8);
        Random random = new Random(seed);
        for (int i = 0; i < changes; i++) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }

        survives(damaged);
        survives(ProfileWriter.gzip(damaged));
    }

    @Property(tries = 500)
    void noiseIsRefused(@ForAll byte[] noise) {
        survives(noise);
    }

    private static void survives(byte[] bytes) {
        try {
            FindingSet set = new SarifReader().read(new ByteArrayInputStream(bytes));
            assertThat(set.findings().size()).isLessThanOrEqualTo(set.total());
        } catch (SarifException e) {
            assertThat(e.getMessage()).isNotBlank();
        } catch (IOException e) {
            fail("not a SarifException", e);
        }
    }

    private static ThrowableAssertAlternative<SarifException> refused(byte[] bytes) {
        return assertThatExceptionOfType(SarifException.class)
                .isThrownBy(() -> new SarifReader().read(new ByteArrayInputStream(bytes)));
    }
}
