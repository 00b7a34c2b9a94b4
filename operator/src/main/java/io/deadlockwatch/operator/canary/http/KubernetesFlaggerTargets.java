package io.deadlockwatch.operator.canary.http;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads {@code spec.targetRef} of the Canary. The right to do so comes with the chart's value {@code canary.flagger}. */
public final class KubernetesFlaggerTargets implements FlaggerTargets {

    /** Told in full, so that nothing is asked of a cluster without Flagger but the one object. */
    private static final ResourceDefinitionContext CANARIES = new ResourceDefinitionContext.Builder()
            .withGroup("flagger.app")
            .withVersion("v1beta1")
            .withPlural("canaries")
            .withKind("Canary")
            .withNamespaced(true)
            .build();

    private final KubernetesClient client;

    public KubernetesFlaggerTargets(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public String target(String namespace, String canary) throws IOException {
        GenericKubernetesResource resource = read(namespace, canary);
        if (resource == null) {
            throw new IOException("there is no Canary " + namespace + "/" + canary);
        }
        Object name = resource.get("spec", "targetRef", "name");
        Object kind = resource.get("spec", "targetRef", "kind");
        if (!(name instanceof String target)) {
            throw new IOException("Canary " + namespace + "/" + canary + " has no spec.targetRef.name");
        }
        return kind instanceof String known ? known + "/" + target : target;
    }

    private @Nullable GenericKubernetesResource read(String namespace, String canary) throws IOException {
        try {
            return client.genericKubernetesResources(CANARIES)
                    .inNamespace(namespace)
                    .withName(canary)
                    .get();
        } catch (KubernetesClientException e) {
            throw new IOException(
                    "cannot read Canary " + namespace + "/" + canary
                            + " (set the chart's canary.flagger to true, or name the workload in the hook's metadata): "
                            + e.getMessage(),
                    e);
        }
    }
}
