package io.deadlockwatch.crds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deadlockwatch.crds.testing.ControlPlane;
import io.deadlockwatch.crds.testing.ControlPlane.Server;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a real API server makes of resources: every {@code valid-*.yaml} is taken, every {@code invalid-*.yaml} refused with the words in its first line. */
@ExtendWith(ControlPlane.class)
class SchemaIT {

    private static final Path CASES = Path.of("src", "test", "resources", "schema");
    private static final String EXPECTED = "# expect: ";

    static List<Path> valid() throws IOException {
        return cases("valid-");
    }

    static List<Path> invalid() throws IOException {
        return cases("invalid-");
    }

    private static List<Path> cases(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            List<Path> found = files.filter(
                            file -> file.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
            assertThat(found).isNotEmpty();
            return found;
        }
    }

    @ParameterizedTest
    @MethodSource("valid")
    void isTaken(Path file, Server server) throws IOException {
        GenericKubernetesResource resource = read(file, server);

        GenericKubernetesResource taken =
                server.client().resource(resource).dryRun().create();

        assertThat(taken.getMetadata().getUid()).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void isRefusedInWords(Path file, Server server) throws IOException {
        GenericKubernetesResource resource = read(file, server);
        String first = Files.readAllLines(file).getFirst();
        assertThat(first).startsWith(EXPECTED);

        assertThatThrownBy(() -> server.client().resource(resource).dryRun().create())
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining(first.substring(EXPECTED.length()));
    }

    private static GenericKubernetesResource read(Path file, Server server) throws IOException {
        return server.client()
                .getKubernetesSerialization()
                .unmarshal(Files.newInputStream(file), GenericKubernetesResource.class);
    }
}
