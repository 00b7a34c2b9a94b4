package io.deadlockwatch.operator.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.crds.testing.ControlPlane;
import io.deadlockwatch.operator.component.ShippedRights.Right;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page about rights says what the chart gives. */
class RightsReferenceTest {

    @Test
    void everyRightIsOnThePageAndNoOther() throws IOException {
        List<String> page = Files.readString(ControlPlane.root().resolve("docs/reference/rbac.md"))
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| scope"))
                .toList();
        List<Right> rights = ShippedRights.all().rights();

        assertThat(page).hasSize(rights.size());
        for (int i = 0; i < page.size(); i++) {
            assertThat(page.get(i)).startsWith(row(rights.get(i)));
        }
    }

    @Test
    void clusterWideAreOnlyRightsOnThingsWithoutANamespace() {
        assertThat(ShippedRights.all().rights())
                .filteredOn(right -> right.scope().equals("cluster"))
                .flatExtracting(right -> right.rule().getResources())
                .containsExactlyInAnyOrder("tokenreviews", "mutatingwebhookconfigurations");
    }

    @Test
    void noRightIsOnEverything() {
        assertThat(ShippedRights.all().rights()).extracting(Right::rule).allSatisfy(rule -> assertThat(
                        List.of(rule.getApiGroups(), rule.getResources(), rule.getVerbs()))
                .noneMatch(list -> list.contains("*")));
    }

    private static String row(Right right) {
        PolicyRule rule = right.rule();
        return "| " + right.scope() + " | "
                + rule.getApiGroups().stream()
                        .map(group -> group.isEmpty() ? "core" : "`" + group + "`")
                        .collect(Collectors.joining(", "))
                + " | " + quoted(rule.getResources()) + " | " + quoted(rule.getResourceNames()) + " | "
                + String.join(", ", rule.getVerbs()) + " | " + right.purpose();
    }

    private static String quoted(List<String> names) {
        return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }
}
