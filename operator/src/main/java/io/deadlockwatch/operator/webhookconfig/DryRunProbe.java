package io.deadlockwatch.operator.webhookconfig;

import io.deadlockwatch.operator.pods.PodNames;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;

/** Asks the API server by a dry run, in the operator's own namespace. The pod is as restricted as that namespace may ask for. */
public final class DryRunProbe implements InjectionProbe {

    private static final String NAME = "deadlockwatch-self-test";
    private static final long USER = 65_532;

    private final KubernetesClient client;
    private final Pod pod;

    public DryRunProbe(KubernetesClient client, String ownNamespace) {
        this.client = client;
        this.pod = new PodBuilder()
                .withNewMetadata()
                .withNamespace(ownNamespace)
                .withName(NAME)
                .withLabels(InjectionSelfTest.LABELS)
                .endMetadata()
                .withNewSpec()
                .withAutomountServiceAccountToken(false)
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withRunAsUser(USER)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .addNewContainer()
                .withName("nothing")
                .withImage("deadlockwatch.invalid/nothing:0")
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .endContainer()
                .endSpec()
                .build();
    }

    @Override
    public boolean isInjected() throws IOException {
        try {
            return client.resource(pod).dryRun().create().getSpec().getInitContainers().stream()
                    .anyMatch(container -> container.getName().equals(PodNames.SAMPLER_CONTAINER));
        } catch (KubernetesClientException e) {
            throw new IOException("the API server refuses the pod of the self-test: " + e.getMessage(), e);
        }
    }
}
