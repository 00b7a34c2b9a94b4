package io.deadlockwatch.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is wrong is refused in words, and nothing else is affected. */
@ExtendWith(Installed.class)
class BadInputIT {

    @Test
    void anImpossibleWatchIsRefusedWithASentence(Cluster cluster) {
        String namespace = cluster.namespace("dw-bad-watch");
        Command.Result result = cluster.tryKubectl(namespace, """
                apiVersion: deadlockwatch.io/v1alpha1
                kind: DeadlockWatch
                metadata: {name: impossible}
                spec:
                  selector: {matchLabels: {app: x}}
                  sampling: {interval: 1m}
                  report: {blockedFor: 90s}
                """, "apply", "-f", "-");
        assertThat(result.status()).isNotZero();
        assertThat(result.output()).contains("report.blockedFor").contains("three");
    }

    @Test
    void findingsThatDoNotParseAreRefusedAndTheOthersCount(Cluster cluster) {
        OrdersScenario orders = new OrdersScenario(cluster, "dw-bad-findings");
        cluster.kubectlWithInput(orders.namespace(), """
                apiVersion: deadlockwatch.io/v1alpha1
                kind: StaticFindingSet
                metadata: {name: broken}
                spec:
                  appliesTo: {versions: ["1.0.0"]}
                  inline: bm90IGd6aXA=
                """, "apply", "-f", "-");
        orders.storeFindings("good", "localhost/deadlockwatch/orders:1.0.0");

        Cluster.await("the broken set is refused").untilAsserted(() -> assertThat(
                        Fields.condition(cluster.findingSet(orders.namespace(), "broken"), "Accepted"))
                .startsWith("False"));
        Cluster.await("the good set is accepted").untilAsserted(() -> assertThat(
                        Fields.condition(cluster.findingSet(orders.namespace(), "good"), "Accepted"))
                .startsWith("True"));
    }
}
