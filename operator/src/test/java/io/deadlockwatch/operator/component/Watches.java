package io.deadlockwatch.operator.component;

import io.deadlockwatch.crds.Condition;
import io.deadlockwatch.crds.DeadlockWatch;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Watches as people write them. */
final class Watches {

    private Watches() {}

    /** A watch for the pods of a service, which is quick to judge. */
    static DeadlockWatch apply(KubernetesClient client, String namespace, String app) {
        return client.resource(client.getKubernetesSerialization()
                        .unmarshal("""
                                apiVersion: deadlockwatch.io/v1alpha1
                                kind: DeadlockWatch
                                metadata: {name: %s, namespace: %s}
                                spec:
                                  selector: {matchLabels: {app: %s}}
                                  sampling: {interval: 1s}
                                  report: {blockedFor: 10s}
                                """.formatted(app, namespace, app), DeadlockWatch.class))
                .create();
    }

    static DeadlockWatch read(KubernetesClient client, String namespace, String name) {
        return client.resources(DeadlockWatch.class)
                .inNamespace(namespace)
                .withName(name)
                .require();
    }

    static Optional<Condition> condition(DeadlockWatch watch, String type) {
        return watch.getStatus() == null
                ? Optional.empty()
                : find(watch.getStatus().conditions(), type);
    }

    static Optional<Condition> find(@Nullable List<Condition> conditions, String type) {
        return Objects.requireNonNullElse(conditions, List.<Condition>of()).stream()
                .filter(condition -> condition.type().equals(type))
                .findFirst();
    }
}
