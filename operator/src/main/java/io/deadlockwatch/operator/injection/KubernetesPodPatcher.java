package io.deadlockwatch.operator.injection;

import io.deadlockwatch.operator.pods.PodNames;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Patches the one field of a pod's containers that may change. A strategic merge: the list's items are told apart by name, so no other container is touched. The uid stands in
 * the patch for the API server to compare: a new pod of the same name is refused.
 */
final class KubernetesPodPatcher implements PodPatcher {

    private static final PatchContext MERGE = new PatchContext.Builder()
            .withPatchType(PatchType.STRATEGIC_MERGE)
            .withFieldManager("deadlockwatch-operator")
            .build();

    private final KubernetesClient client;

    KubernetesPodPatcher(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public void replaceSampler(SamplerStart pod, String image) throws IOException {
        Map<String, Object> patch = Map.of(
                "metadata",
                Map.of("uid", pod.uid(), "annotations", Map.of(PodNames.INJECTION, PodNames.RESCUED)),
                "spec",
                Map.of("initContainers", List.of(Map.of("name", PodNames.SAMPLER_CONTAINER, "image", image))));
        try {
            client.pods().inNamespace(pod.namespace()).withName(pod.name()).patch(MERGE, Serialization.asJson(patch));
        } catch (KubernetesClientException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
