package io.deadlockwatch.operator.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.zjsonpatch.JsonPatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A folder a case: {@code in-pod.yaml} is what the API server shows, {@code room}, if there, what the path says of the namespace, {@code out-pod.yaml} the pod after the patch. Run with {@code -Ddeadlockwatch.golden.update=true} to
 * write what comes out now, and read the difference.
 */
class InjectionGoldenTest {

    private static final Path CASES = Path.of("src", "test", "resources", "injection");
    private static final String UPDATE = "deadlockwatch.golden.update";

    private final ObjectMapper json = new ObjectMapper();
    private final KubernetesSerialization yaml = new KubernetesSerialization();
    private final SamplerPatch patches = new SamplerPatch(
            new SamplerSettings(
                    "registry.example/sampler:1",
                    "IfNotPresent",
                    "https://deadlockwatch-operator.deadlockwatch.svc",
                    OptionalLong.of(65_532)),
            "CA");

    static List<Path> cases() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void becomes(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .as("every file is used")
                    .allMatch(List.of("in-pod.yaml", "out-pod.yaml", "room")::contains);
        }
        String path = "/inject/shop/orders"
                + (Files.exists(folder.resolve("room"))
                        ? "/" + Files.readString(folder.resolve("room")).strip()
                        : "");
        JsonNode pod = yaml.unmarshal(Files.newInputStream(folder.resolve("in-pod.yaml")), JsonNode.class);

        JsonNode out = review(pod, path);

        if (Boolean.getBoolean(UPDATE)) {
            Files.writeString(folder.resolve("out-pod.yaml"), yaml.asYaml(out));
        }
        JsonNode expected = yaml.unmarshal(Files.newInputStream(folder.resolve("out-pod.yaml")), JsonNode.class);
        assertThat(out).isEqualTo(expected);
        assertThat(review(out, path))
                .as("asked again, as the API server may, nothing changes")
                .isEqualTo(out);
    }

    /** The pod after a round through the webhook. */
    private JsonNode review(JsonNode pod, String path) throws IOException {
        JsonNode request = json.createObjectNode()
                .set(
                        "request",
                        json.createObjectNode()
                                .put("uid", "u")
                                .put("namespace", "shop")
                                .set("object", pod));
        JsonNode response = json.readTree(new AdmissionReviewer(json)
                        .review(
                                json.writeValueAsBytes(request),
                                InjectPath.parse(path).orElseThrow(),
                                patches)
                        .body())
                .path("response");
        assertThat(response.path("allowed").asBoolean()).isTrue();
        assertThat(response.path("uid").asText()).isEqualTo("u");
        if (!response.has("patch")) {
            return pod;
        }
        assertThat(response.path("patchType").asText()).isEqualTo("JSONPatch");
        String patch =
                new String(Base64.getDecoder().decode(response.path("patch").asText()), StandardCharsets.UTF_8);
        return JsonPatch.apply(json.readTree(patch), pod);
    }
}
