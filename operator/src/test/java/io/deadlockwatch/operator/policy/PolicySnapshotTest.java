package io.deadlockwatch.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.operator.pods.PodInfo;
import io.deadlockwatch.operator.testing.Given;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicySnapshotTest {

    private static final String ALL = "{selector: {matchExpressions: [{key: app, operator: Exists}]}}";

    @Test
    void aPodBelongsToTheOldestWatchThatSelectsIt() {
        WatchPolicy young = Given.watch("a-young", Given.NOW, ALL);
        WatchPolicy old = Given.watch("z-old", Given.NOW.minus(Duration.ofDays(2)), ALL);
        PolicySnapshot policy = new PolicySnapshot(List.of(young, old), List.of());

        assertThat(policy.watchFor(Given.pod("p"))).contains(old);
        assertThat(policy.selecting(Given.pod("p"))).containsExactly(old, young);
    }

    @Test
    void selectorsWorkAsInKubernetes() {
        PolicySnapshot policy = new PolicySnapshot(List.of(Given.watch("""
                        {selector: {matchLabels: {app: orders}, matchExpressions: [
                          {key: tier, operator: In, values: [web, api]}, {key: env, operator: NotIn, values: [test]},
                          {key: track, operator: DoesNotExist}, {key: team, operator: Exists}]}}
                        """)), List.of());

        assertThat(policy.watchFor(pod(Map.of("app", "orders", "tier", "web", "team", "a"))))
                .isPresent();
        assertThat(policy.watchFor(pod(Map.of("app", "orders", "tier", "db", "team", "a"))))
                .isEmpty();
        assertThat(policy.watchFor(pod(Map.of("app", "orders", "tier", "web")))).isEmpty();
        assertThat(policy.watchFor(pod(Map.of("app", "orders", "tier", "web", "team", "a", "env", "test"))))
                .isEmpty();
        assertThat(policy.watchFor(pod(Map.of("app", "orders", "tier", "web", "team", "a", "track", "x"))))
                .isEmpty();
    }

    @Test
    void whatIsForgottenIsGoneAndTheRestStays() {
        PolicyBook book = new PolicyBook();
        book.putWatch(Given.watch());
        book.putWatch(Given.watch("other", Given.NOW, ALL));

        book.retainWatches(Set.of("uid-orders"));

        assertThat(book.current().watches()).extracting(WatchPolicy::name).containsExactly("orders");
    }

    private static PodInfo pod(Map<String, String> labels) {
        return Given.pod("p", labels, Map.of());
    }
}
