package io.deadlockwatch.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** Helm replaces the operator and the webhook, and puts back what was there, while incidents are open, requests come in and pods are made. */
@Tag("chaos")
@Isolated
@ExtendWith(OpenShop.class)
class ReleaseFaultsIT {

    private final Shop shop;

    ReleaseFaultsIT(Shop shop) {
        this.shop = shop;
    }

    @Test
    void anUpgradeAndARollbackUnderLoadLoseNothingAndRefuseNobody() {
        Cluster cluster = shop.cluster();
        Picture before = shop.picture();
        Pod operator = shop.operator();
        try (Newcomers newcomers = new Newcomers(shop)) {
            shop.loadAgain(Shop.LEAKING);
            cluster.run(
                    cluster.file("scripts/install.sh"),
                    "--set",
                    "remote.enabled=true",
                    "--set-string",
                    "podAnnotations.release=next");
            shop.loadAgain(Shop.FIXED);
            assertThat(shop.operator().getMetadata().getAnnotations()).containsEntry("release", "next");
            shop.assertRecoveredTo(before);
            shop.assertJudges();

            cluster.run(
                    cluster.tool("helm"), "rollback", "deadlockwatch", "-n", Cluster.SYSTEM, "--wait", "--timeout=4m");

            assertThat(shop.operator().getMetadata().getAnnotations()).doesNotContainKey("release");
            shop.assertRecoveredTo(before);
            assertThat(newcomers.answers())
                    .as("pods that were to be made meanwhile")
                    .hasSizeGreaterThan(10)
                    .allSatisfy(answer ->
                            assertThat(answer.status()).as(answer.output()).isZero());
        }
        assertThat(shop.operator().getMetadata().getUid())
                .isNotEqualTo(operator.getMetadata().getUid());
        assertThat(shop.injects(Shop.FIXED)).as("new pods get a sampler").isTrue();
    }

    /** Asks once a second for a pod that the webhook is called about. */
    private static final class Newcomers implements AutoCloseable {

        private final List<Command.Result> answers = new CopyOnWriteArrayList<>();
        private final CountDownLatch over = new CountDownLatch(1);
        private final Thread thread;

        Newcomers(Shop shop) {
            thread = Thread.ofVirtual().start(() -> {
                while (!isOver()) {
                    answers.add(shop.newPod(Shop.FIXED));
                }
            });
        }

        private boolean isOver() {
            try {
                return over.await(1, TimeUnit.SECONDS);
            } catch (InterruptedException _) {
                return true;
            }
        }

        List<Command.Result> answers() {
            return answers;
        }

        @Override
        public void close() {
            over.countDown();
            try {
                thread.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
