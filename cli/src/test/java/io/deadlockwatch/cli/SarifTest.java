package io.deadlockwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deadlockwatch.core.findings.FindingSet;
import io.deadlockwatch.core.findings.SarifReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the schema of SARIF 2.1.0 demands of the parts that are written, read off its text. */
class SarifTest {

    /** Members that the schema knows, by the object they are in; it allows no others. */
    private static final Map<String, Set<String>> MEMBERS = Map.of(
            "log", Set.of("$schema", "version", "runs", "inlineExternalProperties", "properties"),
            "run", Set.of("tool", "results", "columnKind", "originalUriBaseIds", "automationDetails", "properties"),
            "result",
                    Set.of(
                            "ruleId",
                            "ruleIndex",
                            "level",
                            "message",
                            "locations",
                            "relatedLocations",
                            "partialFingerprints",
                            "stacks",
                            "properties"),
            "location", Set.of("id", "physicalLocation", "logicalLocations", "message", "properties"),
            "stack", Set.of("message", "frames", "properties"),
            "frame", Set.of("location", "module", "threadId", "parameters", "properties"));

    @Test
    void theLogIsAsTheSchemaDemands() throws IOException {
        JsonNode log = log();

        known("log", log);
        assertThat(log.get("version").asText()).isEqualTo("2.1.0");
        assertThat(log.get("runs")).hasSize(1);
        JsonNode run = log.get("runs").get(0);
        known("run", run);
        JsonNode rules = run.at("/tool/driver/rules");
        assertThat(run.at("/tool/driver/name").asText()).isNotEmpty();
        assertThat(run.get("results")).isNotEmpty();
        for (JsonNode result : run.get("results")) {
            known("result", result);
            assertThat(result.at("/message/text").asText()).isNotEmpty();
            assertThat(result.get("level").asText()).isIn("none", "note", "warning", "error");
            assertThat(rules.get(result.get("ruleIndex").asInt()).get("id")).isEqualTo(result.get("ruleId"));
            result.get("locations").forEach(SarifTest::location);
            result.path("relatedLocations").forEach(SarifTest::location);
            result.get("partialFingerprints")
                    .forEach(print -> assertThat(print.isTextual()).isTrue());
            for (JsonNode stack : result.get("stacks")) {
                known("stack", stack);
                assertThat(stack.get("frames")).isNotEmpty();
                for (JsonNode frame : stack.get("frames")) {
                    known("frame", frame);
                    location(frame.get("location"));
                }
            }
        }
    }

    @Test
    void whatIsFoundCanBeHeldAgainstAnotherProcess() throws IOException {
        FindingSet read = new SarifReader().read(new ByteArrayInputStream(text().getBytes(StandardCharsets.UTF_8)));

        assertThat(read.problems()).isEmpty();
        assertThat(read.findings())
                .extracting(finding -> finding.site())
                .containsExactlyInAnyOrder(
                        "main.(*Replica_cockroach10214).maybeCoalesceHeartbeat|sync.Mutex.Lock",
                        "main.(*Replica_cockroach10214).reportUnreachable|sync.Mutex.Lock");
        assertThat(read.findings())
                .allSatisfy(finding -> assertThat(finding.ruleId()).isEqualTo("DG1003"));
    }

    @Test
    void hostsShowOnlyFilesUnderTheSources() throws IOException {
        for (JsonNode result : log().at("/runs/0/results")) {
            JsonNode artifact = result.at("/locations/0/physicalLocation/artifactLocation");
            assertThat(artifact.get("uri").asText()).isEqualTo("bugs/cockroach10214/bug.go");
            assertThat(artifact.get("uriBaseId").asText()).isEqualTo("%SRCROOT%");
        }
    }

    private static void location(JsonNode location) {
        known("location", location);
        JsonNode physical = location.get("physicalLocation");
        if (physical != null) {
            URI uri = URI.create(physical.at("/artifactLocation/uri").asText());
            assertThat(uri.isAbsolute() || !uri.getPath().startsWith("/")).isTrue();
            assertThat(physical.at("/region/startLine").asInt()).isPositive();
        }
    }

    private static void known(String object, JsonNode node) {
        node.fieldNames()
                .forEachRemaining(name -> assertThat(MEMBERS.get(object)).contains(name));
    }

    private static JsonNode log() throws IOException {
        return new ObjectMapper().readTree(text());
    }

    private static String text() {
        return Cli.run(
                        "analyze",
                        "-o=sarif",
                        "--findings",
                        Cli.FINDINGS,
                        Cli.snapshot("cockroach10214", "late.pb.gz"),
                        Cli.snapshot("cockroach10214", "leak.debug1.txt.gz"))
                .out();
    }
}
