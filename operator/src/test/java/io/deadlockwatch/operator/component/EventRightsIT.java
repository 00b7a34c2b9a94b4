package io.deadlockwatch.operator.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.deadlockwatch.crds.BlockingIncident;
import io.deadlockwatch.operator.component.Installation.Installed;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Rights that only Events need. Without one of them an incident is written as always and its Event is lost; with it the next incident has its Event. The operator that tests share loses them for that time:
 * another one beside it would not be the only one to write Events.
 */
@ExtendWith(Installation.class)
@ResourceLock(Installation.OPERATOR)
class EventRightsIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @ParameterizedTest(name = "{1} {0}")
    @CsvSource({
        "events, create, Deployment, DeadlockWatch",
        "deployments, get, Deployment, Deployment",
        "jobs, get, Job, Job",
    })
    void withoutItTheEventIsLostAndNothingElse(
            String resource, String verb, String owner, String about, Installed installed) throws IOException {
        KubernetesClient client = installed.client();
        String namespace = installed.namespace("event-rights-" + resource);
        Sarif.apply(client, namespace, "orders-1.4.2", Sarif.RESERVE);
        installed.giveRights(ShippedRights.all().without(right -> right.allows(resource, verb)));
        try {
            incident(installed, namespace, "early", owner);
            await("the Event is tried").atMost(SOON).until(() -> installed
                    .operator()
                    .log()
                    .lines()
                    .anyMatch(line -> line.contains("early")
                            && line.contains("cannot " + verb + " resource \"" + resource + "\"")));
        } finally {
            installed.giveRights(ShippedRights.all());
        }

        incident(installed, namespace, "late", owner);

        await("the next incident's Event").atMost(SOON).untilAsserted(() -> assertThat(
                        events(client, namespace, about, "late"))
                .isNotEmpty());
        assertThat(events(client, namespace, about, "early")).isEmpty();
    }

    /** Returns when the pod of a service has an incident. */
    private static void incident(Installed installed, String namespace, String app, String owner) throws IOException {
        KubernetesClient client = installed.client();
        Watches.apply(client, namespace, app);
        ShopPod pod = owner.equals("Job")
                ? ShopPod.ofJob(client, namespace, app)
                : ShopPod.ofDeployment(client, namespace, app);
        FakeSampler sampler = new FakeSampler(installed, pod, pod.token());
        await("an incident of " + app).atMost(SOON).untilAsserted(() -> {
            assertThat(sampler.report(3).statusCode()).isEqualTo(200);
            assertThat(client.resources(BlockingIncident.class)
                            .inNamespace(namespace)
                            .list()
                            .getItems())
                    .anyMatch(incident -> incident.getSpec().watch().equals(app));
        });
    }

    private static Stream<Event> events(KubernetesClient client, String namespace, String kind, String name) {
        return client.v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event -> event.getInvolvedObject().getKind().equals(kind))
                .filter(event -> event.getInvolvedObject().getName().equals(name));
    }
}
