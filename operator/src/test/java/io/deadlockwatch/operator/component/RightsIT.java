package io.deadlockwatch.operator.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.deadlockwatch.operator.component.Installation.Installed;
import io.deadlockwatch.operator.component.ShippedRights.Right;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rights of the chart that are needed: with one of these taken away, what it is for does not work. */
@ExtendWith(Installation.class)
class RightsIT {

    private static final Duration SOON = Duration.ofSeconds(90);

    private static Predicate<Right> about(String resource, String verb) {
        return right -> right.allows(resource, verb);
    }

    @ParameterizedTest(name = "{1} {0}")
    @CsvSource({
        "deadlockwatches, list",
        "blockingincidents, list",
        "pods, list",
        "resourcequotas, list",
        "mutatingwebhookconfigurations, get",
    })
    void withoutWhatItReadsFirstItDoesNotStart(String resource, String verb, Installed installed) {
        String own = "rights-" + resource + "-" + verb;
        ShippedRights rights = ShippedRights.all().in("rights-shop");
        installed.namespace("rights-shop");
        assertThat(rights.rights()).anyMatch(about(resource, verb));

        assertThatThrownBy(() -> OtherOperator.start(installed, own, rights.without(about(resource, verb)), Map.of())
                        .close())
                .hasMessageContaining("ended at once")
                .hasMessageContaining("cannot " + verb + " resource \"" + resource + "\"");
    }

    /** A right that a running operator needs, taken from it and given back. */
    @Test
    void whatItLacksWhileItRunsItCannotDoAndDoesWhenItGetsItBack(Installed installed) {
        KubernetesClient client = installed.client();
        String own = "rights-running";
        String shop = installed.namespace("rights-running-shop");
        ShippedRights rights = ShippedRights.all().in(shop);
        ShippedRights fewer = rights.without(about("mutatingwebhookconfigurations", "patch"));
        try (OtherOperator operator = OtherOperator.start(installed, own, rights, Map.of())) {
            give(client, fewer, own);
            Watches.apply(client, shop, "cart");
            await("it is refused").atMost(SOON).untilAsserted(() -> assertThat(
                            operator.application().log())
                    .contains("cannot patch resource \"mutatingwebhookconfigurations\""));
            assertThat(operator.configuration().getWebhooks())
                    .noneMatch(entry -> entry.getName().startsWith("cart."));

            give(client, rights, own);

            await("it does what it could not").atMost(SOON).untilAsserted(() -> assertThat(
                            operator.configuration().getWebhooks())
                    .anyMatch(entry -> entry.getName().startsWith("cart.")));
        }
    }

    private static void give(KubernetesClient client, ShippedRights rights, String own) {
        for (HasMetadata object : rights.objects(own)) {
            client.resource(object).serverSideApply();
        }
    }
}
