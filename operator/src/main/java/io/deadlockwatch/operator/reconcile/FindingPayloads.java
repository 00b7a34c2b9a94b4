package io.deadlockwatch.operator.reconcile;

import io.deadlockwatch.crds.StaticFindingSet;
import io.deadlockwatch.crds.StaticFindingSetSpec.ConfigMapKey;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;

/** Fetches the SARIF of a set from where it is stored. */
final class FindingPayloads {

    private final KubernetesClient client;

    FindingPayloads(KubernetesClient client) {
        this.client = client;
    }

    /**
     * What is stored now.
     *
     * @throws IOException in words for the person who stored it
     */
    FindingPayload fetch(StaticFindingSet set) throws IOException {
        if (set.getSpec().inline() != null) {
            return new FindingPayload(decode(set.getSpec().inline(), "spec.inline"));
        }
        ConfigMapKey reference = set.getSpec().configMap();
        if (reference == null) {
            throw new IOException("set exactly one of spec.inline and spec.configMap");
        }
        ConfigMap map = client.configMaps()
                .inNamespace(set.getMetadata().getNamespace())
                .withName(reference.name())
                .get();
        if (map == null) {
            throw new IOException("there is no ConfigMap " + reference.name());
        }
        String binary = Objects.requireNonNullElse(map.getBinaryData(), Map.<String, String>of())
                .get(reference.key());
        String text = Objects.requireNonNullElse(map.getData(), Map.<String, String>of())
                .get(reference.key());
        if (binary != null) {
            return new FindingPayload(decode(binary, "binaryData." + reference.key()));
        }
        if (text != null) {
            return new FindingPayload(text.getBytes(StandardCharsets.UTF_8));
        }
        throw new IOException("ConfigMap " + reference.name() + " has no key " + reference.key());
    }

    private static byte[] decode(String base64, String where) throws IOException {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IOException(where + " is not base64: " + e.getMessage(), e);
        }
    }
}
