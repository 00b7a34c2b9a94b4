package io.deadlockwatch.core.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.testkit.ProfileWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SarifReaderTest {

    private static final String OURS = """
            {"version": "2.1.0", "$schema": "https://example.com/sarif.json", "runs": [{
              "tool": {"driver": {"name": "deadlock-guard", "semanticVersion": "0.1.0", "rules": [{"id": "DG1001", "help": {"markdown": "x"}}]}},
              "results": [{
                "ruleId": "DG1001", "level": "error", "message": {"text": "a send whose receiver can leave early"},
                "locations": [{
                  "physicalLocation": {"artifactLocation": {"uri": "stock/store.go", "uriBaseId": "%SRCROOT%"}, "region": {"startLine": 42, "startColumn": 3}},
                  "logicalLocations": [{"fullyQualifiedName": "example.com/shop/stock.(*Store).fetch.func1", "kind": "function"}]}],
                "partialFingerprints": {"deadlockwatchSite/v1": "example.com/shop/stock.(*Store).fetch.func|chan send", "deadlockGuard/v1": "0123456789abcdef"},
                "codeFlows": [{"threadFlows": [{"locations": [
                  {"kinds": ["go"], "location": {"physicalLocation": {"artifactLocation": {"uri": "stock/store.go"}, "region": {"startLine": 40}},
                    "logicalLocations": [{"fullyQualifiedName": "example.com/shop/stock.(*Store).fetch"}]}},
                  {"kinds": ["call"], "location": {"physicalLocation": {"artifactLocation": {"uri": "stock/store.go"}, "region": {"startLine": 41}}}},
                  {"kinds": ["block"], "location": {"physicalLocation": {"artifactLocation": {"uri": "stock/store.go"}, "region": {"startLine": 42}},
                    "logicalLocations": [{"fullyQualifiedName": "example.com/shop/stock.(*Store).fetch.func1"}]}}]}]}],
                "relatedLocations": [{"physicalLocation": {"artifactLocation": {"uri": "stock/store.go"}, "region": {"startLine": 50}},
                  "logicalLocations": [{"fullyQualifiedName": "example.com/shop/stock.(*Store).fetch"}], "message": {"text": "receives here"}}],
                "properties": {"operation": "chan send", "functionStartLine": 40, "entry": "example.com/shop/stock.(*Store).fetch.func1", "object": "results", "lockSet": ["a", "b"]}
              }]}]}
            """;

    @Test
    void ourOwnFindingsAreReadWhole() throws IOException {
        FindingSet set = read(OURS);

        Finding finding = new Finding(
                "DG1001",
                "error",
                "a send whose receiver can leave early",
                "example.com/shop/stock.(*Store).fetch.func|chan send",
                "example.com/shop/stock.(*Store).fetch.func",
                "chan send",
                new SourceLine("stock/store.go", 42),
                40,
                "example.com/shop/stock.(*Store).fetch.func",
                List.of(
                        new FlowStep(
                                FlowStep.Kind.GO,
                                "example.com/shop/stock.(*Store).fetch",
                                new SourceLine("stock/store.go", 40)),
                        new FlowStep(FlowStep.Kind.CALL, "", new SourceLine("stock/store.go", 41)),
                        new FlowStep(
                                FlowStep.Kind.BLOCK,
                                "example.com/shop/stock.(*Store).fetch.func",
                                new SourceLine("stock/store.go", 42))),
                List.of(new Partner(
                        "example.com/shop/stock.(*Store).fetch",
                        new SourceLine("stock/store.go", 50),
                        "receives here")));
        assertThat(set)
                .isEqualTo(new FindingSet(
                        "deadlock-guard 0.1.0",
                        List.of(finding),
                        1,
                        List.of(),
                        0,
                        Map.of("DG1001", new Rule("DG1001", "", "warning", "", "x", "")),
                        Subject.UNTOLD));
    }

    @Test
    void gzippedSarifIsReadToo() throws IOException {
        byte[] zipped = ProfileWriter.gzip(OURS.getBytes(StandardCharsets.UTF_8));

        assertThat(new SarifReader().read(new ByteArrayInputStream(zipped))).isEqualTo(read(OURS));
    }

    @Test
    void aByteOrderMarkIsSkipped() throws IOException {
        assertThat(read("\uFEFF" + OURS)).isEqualTo(read(OURS));
    }

    @Test
    void otherToolsFindingsHaveLessContext() throws IOException {
        FindingSet set = read("""
                {"version": "2.1.0", "runs": [
                  {"tool": {"driver": {"name": "vetter", "version": "v3"}}, "results": [
                    {"rule": {"id": "SA2002"}, "message": {"markdown": "no text"}, "locations": [
                      {"physicalLocation": {"artifactLocation": {"uri": "file:///build/shop/main.go"}, "region": {"startLine": 7}}}],
                     "codeFlows": [{"threadFlows": [{"locations": [
                       {"location": {"physicalLocation": {"artifactLocation": {"uri": "a.go"}, "region": {"startLine": 1}}}},
                       {"location": {"physicalLocation": {"artifactLocation": {"uri": "b.go"}, "region": {"startLine": 2}}}},
                       {"state": {}}]}]}]}]},
                  {"results": [], "tool": {"driver": {"name": "other"}}}]}
                """);

        assertThat(set.tool()).isEqualTo("vetter v3, other");
        assertThat(set.problems()).isEmpty();
        assertThat(set.findings())
                .containsExactly(new Finding(
                        "SA2002",
                        "warning",
                        "",
                        "",
                        "",
                        "",
                        new SourceLine("/build/shop/main.go", 7),
                        0,
                        "",
                        List.of(
                                new FlowStep(FlowStep.Kind.CALL, "", new SourceLine("a.go", 1)),
                                new FlowStep(FlowStep.Kind.BLOCK, "", new SourceLine("b.go", 2))),
                        List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "examples/orders/, examples/orders/stock/keeper.go, stock/keeper.go",
        "examples/orders/, examples/orders%20two/stock/keeper.go, examples/orders two/stock/keeper.go",
        "a%20b/, a%20b/main.go, main.go"
    })
    void filesAreNamedFromTheModulesRootOnWhereTheRunSaysWhereThatIs(String module, String uri, String file)
            throws IOException {
        FindingSet set = read("""
                {"version": "2.1.0", "runs": [{
                  "tool": {"driver": {"name": "deadlock-guard"}},
                  "originalUriBaseIds": {"%%MODULEROOT%%": {"uri": "%s", "uriBaseId": "%%SRCROOT%%"}, "%%SRCROOT%%": {"description": {"text": "x"}}},
                  "results": [{"ruleId": "DG1001", "locations": [{"physicalLocation": {
                    "artifactLocation": {"uri": "%s", "uriBaseId": "%%SRCROOT%%"}, "region": {"startLine": 43}}}]}]}]}
                """.formatted(module, uri));

        assertThat(set.findings()).singleElement().satisfies(finding -> assertThat(finding.line())
                .isEqualTo(new SourceLine(file, 43)));
    }

    @Test
    void aSiteAloneIsEnough() throws IOException {
        FindingSet set = read(results("{\"partialFingerprints\": {\"deadlockwatchSite/v1\": \"main.F|select\"}}"));

        assertThat(set.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.symbol()).isEqualTo("main.F");
            assertThat(finding.operation()).isEqualTo("select");
            assertThat(finding.line()).isEqualTo(new SourceLine("", 0));
        });
    }

    @Test
    void resultsThatNameNoPlaceAreRejectedByNumber() throws IOException {
        String placed = "{\"locations\": [{\"physicalLocation\": {\"artifactLocation\": {\"uri\": \"a.go\"},"
                + " \"region\": {\"startLine\": 1}}}]}";

        FindingSet set = read(results(
                placed,
                "{}",
                "7",
                "{\"locations\": [{\"physicalLocation\": {\"artifactLocation\": {\"uri\": \"a.go\"}}}]}",
                "{\"locations\": [{\"physicalLocation\": {\"region\": {\"startLine\": 1}}}]}",
                "{\"partialFingerprints\": {\"deadlockwatchSite/v1\": \"nonsense\"}}",
                placed.replace("{\"locations\"", "{\"kind\": \"pass\", \"locations\""),
                placed));

        assertThat(set.findings()).hasSize(2);
        assertThat(set.total()).isEqualTo(8);
        assertThat(set.skipped()).isEqualTo(1);
        assertThat(set.rejected()).isEqualTo(5);
        assertThat(set.problems())
                .containsExactly(
                        "result 1: names neither a line nor a site",
                        "result 2: names neither a line nor a site",
                        "result 3: names neither a line nor a site",
                        "result 4: names neither a line nor a site",
                        "result 5: \"deadlockwatchSite/v1\" is no symbol|operation");
    }

    @Test
    void valuesOfAnUnexpectedTypeAreSkipped() throws IOException {
        FindingSet set = read(results("""
                {"ruleId": 5, "level": null, "message": "text", "properties": [1, {"operation": "x"}], "codeFlows": {"a": []},
                 "relatedLocations": "none", "unknown": {"deep": [[{"a": 1}]]},
                 "locations": [{"physicalLocation": {"artifactLocation": {"uri": "a.go"}, "region": {"startLine": 99999999999999999999}}}],
                 "partialFingerprints": {"deadlockwatchSite/v1": "main.F|select"}}
                """));

        assertThat(set.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.ruleId()).isEmpty();
            assertThat(finding.line()).isEqualTo(new SourceLine("a.go", 0));
            assertThat(finding.flow()).isEmpty();
        });
    }

    @Test
    void anotherVersionIsReadWithAProblem() throws IOException {
        FindingSet set = read(OURS.replace("\"version\": \"2.1.0\"", "\"version\": \"3.0\""));

        assertThat(set.findings()).hasSize(1);
        assertThat(set.problems()).containsExactly("SARIF version is \"3.0\", read as 2.1.0");
    }

    private static String results(String... results) {
        return "{\"version\": \"2.1.0\", \"runs\": [{\"results\": [" + String.join(", ", results) + "]}]}";
    }

    private static FindingSet read(String json) throws IOException {
        return new SarifReader().read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }
}
