package io.deadlockwatch.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** The operator ends at the worst moments, or there are two. */
@Tag("chaos")
@Isolated
@ExtendWith(OpenShop.class)
class OperatorFaultsIT {

    private final Shop shop;

    OperatorFaultsIT(Shop shop) {
        this.shop = shop;
    }

    @Test
    void killedWhileReportsComeInItKnowsAllAgain() {
        Picture before = shop.picture();
        double taken = reportsTaken();
        Shop.await("one more report").until(() -> reportsTaken() > taken);

        shop.killOperator();

        shop.assertRecoveredTo(before);
        shop.assertJudges();
    }

    @Test
    void killedBeforeItAnswersAChangeItAnswersLater() {
        Picture before = shop.picture();
        blockedFor("21s");

        shop.killOperator();

        Shop.await("the change is answered").untilAsserted(() -> {
            GenericKubernetesResource watch = shop.cluster().watch(shop.namespace(), Shop.LEAKING);
            assertThat(Fields.number(watch, "status.observedGeneration"))
                    .isEqualTo(watch.getMetadata().getGeneration().intValue());
        });
        blockedFor("20s");
        shop.assertRecoveredTo(before);
    }

    @Test
    void killedBetweenMakingACertificateAndUsingItItUsesThatOne() {
        Picture before = shop.picture();
        shop.cluster().kubectl(Cluster.SYSTEM, "delete", "secret", "deadlockwatch-tls");
        Pod operator = shop.operator();
        shop.machine().signal(operator, "operator", "SIGKILL");
        Shop.await("a new certificate").until(() -> !certificate().isEmpty());
        String made = certificate();

        shop.killOperator();

        assertThat(certificate()).isEqualTo(made);
        shop.assertRecoveredTo(before);
        assertThat(shop.injects(Shop.FIXED)).as("new pods get a sampler").isTrue();
    }

    @Test
    void twoAtOnceOpenEachIncidentOnce() {
        Picture before = shop.picture();
        shop.cluster().scale("deadlockwatch-operator", 2);
        OrdersScenario late = new OrdersScenario(shop.cluster(), "dw-chaos-two");
        late.storeFindings("orders-1.0.0", "localhost/deadlockwatch/orders:1.0.0");
        late.watch(Shop.LEAKING);
        late.deploy(Shop.LEAKING);
        late.load(Shop.LEAKING);
        Shop.await("the incidents, while there are two")
                .until(() -> !shop.cluster().incidents(late.namespace()).isEmpty());

        shop.cluster().scale("deadlockwatch-operator", 1);

        shop.assertRecoveredTo(before);
        Shop.await("each of the incidents once")
                .untilAsserted(() -> assertThat(shop.cluster().incidents(late.namespace()))
                        .extracting(incident -> Fields.text(incident, "spec.site"))
                        .hasSize(before.incidents().size())
                        .doesNotHaveDuplicates());
        assertThat(shop.cluster().incidents(late.namespace())).allSatisfy(incident -> {
            assertThat(Fields.text(incident, "status.state")).isEqualTo("Open");
            assertThat(Fields.number(incident, "status.episodes")).isEqualTo(1);
        });
        shop.cluster().kubectl(late.namespace(), "delete", "namespace", late.namespace(), "--wait=false");
    }

    private double reportsTaken() {
        return new Metrics(shop.cluster().metrics())
                .values("deadlockwatch_reports_total", Map.of("result", "accepted")).stream()
                        .mapToDouble(Double::doubleValue)
                        .sum();
    }

    private void blockedFor(String time) {
        shop.cluster()
                .kubectl(
                        shop.namespace(),
                        "patch",
                        "deadlockwatch",
                        Shop.LEAKING,
                        "--type=merge",
                        "-p",
                        "{\"spec\":{\"report\":{\"blockedFor\":\"%s\"}}}".formatted(time));
    }

    /** The servers' certificate as it is stored; empty if there is none. */
    private String certificate() {
        return shop.cluster()
                .tryKubectl(
                        Cluster.SYSTEM,
                        "",
                        "get",
                        "secret",
                        "deadlockwatch-tls",
                        "--ignore-not-found",
                        "-o",
                        "jsonpath={.data.tls\\.crt}")
                .output();
    }
}
