package io.deadlockwatch.operator.webhookconfig;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deadlockwatch.operator.policy.WatchPolicy;
import io.deadlockwatch.operator.testing.Given;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EntryBudgetTest {

    private static final LabelSelector SMALL =
            new LabelSelectorBuilder().addToMatchLabels("app", "orders").build();

    private static List<MutatingWebhook> entries(String namespace, int count, LabelSelector selector) {
        return IntStream.range(0, count)
                .mapToObj(i -> new MutatingWebhookBuilder()
                        .withName("w" + i + "." + namespace)
                        .withNewClientConfig()
                        .withCaBundle("x".repeat(1_000))
                        .endClientConfig()
                        .withObjectSelector(selector)
                        .build())
                .toList();
    }

    private static long of(String namespace, EntryBudget.Fitting fitting) {
        return fitting.entries().stream()
                .filter(entry -> entry.getName().endsWith("." + namespace))
                .count();
    }

    @Test
    void whoHasManyWatchesTakesNobodysPlace() {
        EntryBudget.Fitting fitting = new EntryBudget(100_000)
                .fitting(new TreeMap<>(Map.of(
                        "greedy", entries("greedy", 500, SMALL),
                        "small", entries("small", 3, SMALL),
                        "tiny", entries("tiny", 1, SMALL))));

        assertThat(of("small", fitting)).isEqualTo(3);
        assertThat(of("tiny", fitting)).isEqualTo(1);
        assertThat(of("greedy", fitting)).isBetween(20L, 40L);
        assertThat(fitting.leftOut()).containsOnlyKeys("greedy");
        assertThat(fitting.entries().getFirst().getName()).isEqualTo("w0.greedy");
    }

    @Test
    void aLongSelectorCountsForWhatItTakes() {
        LabelSelector huge = new LabelSelectorBuilder()
                .addNewMatchExpression()
                .withKey("k")
                .withOperator("NotIn")
                .withValues(
                        IntStream.range(0, 500).mapToObj(i -> "v".repeat(60)).collect(Collectors.toList()))
                .endMatchExpression()
                .build();

        EntryBudget.Fitting fitting = new EntryBudget(100_000)
                .fitting(new TreeMap<>(Map.of("huge", entries("huge", 9, huge), "other", entries("other", 9, SMALL))));

        assertThat(of("huge", fitting)).isEqualTo(2);
        assertThat(of("other", fitting)).isEqualTo(9);
    }

    /** What is estimated is no less than what is sent, whatever the selector. */
    @Test
    void whatFitsIsBelowTheBoundOfEtcd() throws JsonProcessingException {
        String values = IntStream.range(0, 32).mapToObj(i -> "v".repeat(63)).collect(Collectors.joining(","));
        String expressions = IntStream.range(0, 16)
                .mapToObj(i -> "{key: k" + i + ", operator: NotIn, values: [" + values + "]}")
                .collect(Collectors.joining(","));
        List<WatchPolicy> watches = IntStream.range(0, 600)
                .mapToObj(i -> Given.watch(
                        "w" + i,
                        Given.NOW,
                        i % 10 == 0
                                ? "{selector: {matchExpressions: [" + expressions + "]}}"
                                : "{selector: {matchLabels: {app: orders}}}"))
                .toList();

        EntryBudget.Fitting fitting =
                new WebhookEntries("deadlockwatch", _ -> Optional.empty()).of(watches, "PEM".repeat(300));

        assertThat(fitting.leftOut()).containsOnlyKeys("shop");
        assertThat(new ObjectMapper().writeValueAsString(fitting.entries()).length())
                .isBetween(300_000, 1_200_000);
    }
}
