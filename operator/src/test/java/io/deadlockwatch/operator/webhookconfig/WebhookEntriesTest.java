package io.deadlockwatch.operator.webhookconfig;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.operator.admission.Bound;
import io.deadlockwatch.operator.admission.SamplerRoom;
import io.deadlockwatch.operator.policy.WatchPolicy;
import io.deadlockwatch.operator.testing.Given;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhook;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookEntriesTest {

    private static final String SELECTOR =
            "selector: {matchLabels: {app: orders}, matchExpressions: [{key: t, operator: NotIn, values: [x]}]}";
    private static final String DNS_NAME = "([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\\.){2,}[a-z0-9]([-a-z0-9]*[a-z0-9])?";

    private final WebhookEntries entries = new WebhookEntries("deadlockwatch", _ -> Optional.empty());

    @Test
    void oneEntryAWatchWithItsOwnSelector() {
        List<MutatingWebhook> made =
                entries.of(List.of(Given.watch("{" + SELECTOR + "}")), "PEM").entries();

        assertThat(made).singleElement().satisfies(entry -> {
            assertThat(entry.getName()).isEqualTo("orders.shop.inject.deadlockwatch.io");
            assertThat(entry.getObjectSelector().getMatchLabels()).containsEntry("app", "orders");
            assertThat(entry.getObjectSelector().getMatchExpressions())
                    .singleElement()
                    .satisfies(
                            requirement -> assertThat(requirement.getOperator()).isEqualTo("NotIn"));
            assertThat(entry.getNamespaceSelector()
                            .getMatchExpressions()
                            .getFirst()
                            .getValues())
                    .containsExactly("shop");
            assertThat(entry.getClientConfig().getCaBundle()).isEqualTo("UEVN");
            assertThat(entry.getReinvocationPolicy()).isEqualTo("IfNeeded");
            assertThat(entry.getMatchPolicy()).isEqualTo("Equivalent");
        });
    }

    @Test
    void aBaselineWithASelectorOfItsOwnHasAnEntryOfItsOwn() {
        WatchPolicy watch =
                Given.watch("{" + SELECTOR + ", canary: {baselineSelector: {matchLabels: {app: orders-primary}}}}");

        assertThat(entries.of(List.of(watch), "PEM").entries())
                .satisfiesExactly(
                        own -> assertThat(own.getObjectSelector().getMatchLabels())
                                .containsEntry("app", "orders"),
                        baseline -> {
                            assertThat(baseline.getName()).isEqualTo("orders.shop.baseline.inject.deadlockwatch.io");
                            assertThat(baseline.getObjectSelector().getMatchLabels())
                                    .containsEntry("app", "orders-primary");
                            assertThat(baseline.getClientConfig().getService().getPath())
                                    .isEqualTo("/inject/shop/orders");
                        });
    }

    @Test
    void theSelfTestHasAnEntryForOnePodOfTheOwnNamespace() {
        MutatingWebhook entry = entries.selfTest("PEM");

        assertThat(entry.getName()).matches(DNS_NAME);
        assertThat(entry.getObjectSelector().getMatchLabels()).containsOnlyKeys("deadlockwatch.io/self-test");
        assertThat(entry.getNamespaceSelector().getMatchExpressions().getFirst().getValues())
                .containsExactly("deadlockwatch");
        assertThat(entry.getClientConfig().getService().getPath()).isEqualTo("/inject/deadlockwatch/self-test");
        assertThat(entry.getFailurePolicy()).isEqualTo("Ignore");
    }

    @Test
    void aPausedWatchKeepsItsEntryAndARemoteOneHasNone() {
        WatchPolicy paused = Given.watch("{" + SELECTOR + ", paused: true}");
        WatchPolicy remote = Given.watch("{" + SELECTOR + ", mode: Remote}");

        assertThat(entries.of(List.of(paused), "PEM").entries()).hasSize(1);
        assertThat(entries.of(List.of(remote), "PEM").entries()).isEmpty();
    }

    @Test
    void thePathSaysHowMuchRoomThereIsWhereSomethingBoundsIt() {
        SamplerRoom room = new SamplerRoom(50, 96, Map.of(Bound.LIMITS_CPU, 1_500L));
        WebhookEntries bounded = new WebhookEntries(
                "deadlockwatch", namespace -> Optional.of(room).filter(_ -> namespace.equals("shop")));

        assertThat(bounded.of(List.of(Given.watch()), "PEM").entries())
                .singleElement()
                .satisfies(
                        entry -> assertThat(entry.getClientConfig().getService().getPath())
                                .isEqualTo("/inject/shop/orders/c50-m96-lc1500"));
        assertThat(bounded.selfTest("PEM").getClientConfig().getService().getPath())
                .isEqualTo("/inject/deadlockwatch/self-test");
    }

    @Test
    void theOperatorsOwnNamespaceIsLeftAlone() {
        assertThat(new WebhookEntries("shop", _ -> Optional.empty())
                        .of(List.of(Given.watch()), "PEM")
                        .entries())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "orders",
                "orders.v1",
                "a-name-with-exactly-fifty-three-characters.and.a.dot-x",
                "a-name-of-more-than-sixty-three-characters-which-a-resource-may-have-but-a-label-may-not"
            })
    void everyNameIsValidAndItsOwn(String name) {
        String made = WebhookEntries.name(Given.watch(name, Given.NOW, "{" + SELECTOR + "}"));

        assertThat(made).matches(DNS_NAME).endsWith(".shop.inject.deadlockwatch.io");
        assertThat(made).isNotEqualTo(WebhookEntries.name(Given.watch(name + "2", Given.NOW, "{" + SELECTOR + "}")));
    }
}
