package io.deadlockwatch.crds;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The copy of the schema that is released and installed is what the Java types say. */
class ReleasedSchemaTest {

    private static final Path GENERATED = Path.of("target", "crds");
    private static final Path RELEASED = Path.of("src", "main", "resources", "crds");
    private static final String UPDATE = "deadlockwatch.crds.update";

    private static final List<Class<? extends HasMetadata>> KINDS =
            List.of(DeadlockWatch.class, StaticFindingSet.class, BlockingIncident.class);

    @BeforeAll
    static void generate() throws IOException {
        Files.createDirectories(GENERATED);
        new CRDGenerator()
                .inOutputDir(GENERATED.toFile())
                .forCRDVersions("v1")
                .withPostProcessor(new SchemaFinish(KINDS))
                .customResourceClasses(List.copyOf(KINDS))
                .generate();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deadlockwatches.deadlockwatch.io",
                "staticfindingsets.deadlockwatch.io",
                "blockingincidents.deadlockwatch.io"
            })
    void releasedSchemaIsTheGeneratedOne(String name) throws IOException {
        Path released = RELEASED.resolve(name + ".yaml");
        String generated = generated(name);
        if (Boolean.getBoolean(UPDATE)) {
            Files.createDirectories(RELEASED);
            Files.writeString(released, generated);
        }
        assertThat(released)
                .as("the schema changed: check that old objects stay valid, then run with -D%s=true", UPDATE)
                .hasContent(generated);
    }

    /** Without the first line, which is the generator's advertisement. */
    private static String generated(String name) throws IOException {
        List<String> lines = Files.readAllLines(GENERATED.resolve(name + "-v1.yml"));
        return "# Generated from the Java types of crds/: see docs/adr/0003.\n"
                + String.join("\n", lines.subList(1, lines.size())) + "\n";
    }
}
