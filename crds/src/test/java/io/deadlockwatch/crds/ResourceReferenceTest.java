package io.deadlockwatch.crds;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The reference of the resources is what their definitions say. */
class ResourceReferenceTest {

    private static final Path RELEASED = Path.of("src", "main", "resources", "crds");
    private static final Path PAGE = Path.of("..", "docs", "reference", "resources.md");
    private static final String UPDATE = "deadlockwatch.crds.update";

    @Test
    void thePageIsMadeFromTheDefinitions() throws IOException {
        List<CustomResourceDefinition> definitions = new ArrayList<>();
        for (String plural : List.of("deadlockwatches", "staticfindingsets", "blockingincidents")) {
            definitions.add(new KubernetesSerialization()
                    .unmarshal(
                            Files.readString(RELEASED.resolve(plural + ".deadlockwatch.io.yaml")),
                            CustomResourceDefinition.class));
        }
        String page = ResourceReference.of(definitions);
        if (Boolean.getBoolean(UPDATE)) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE)
                .as("the definitions changed: run again with -D%s=true", UPDATE)
                .hasContent(page);
    }
}
