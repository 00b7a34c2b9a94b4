package io.deadlockwatch.operator.reconcile;

import io.deadlockwatch.crds.StaticFindingSet;
import io.deadlockwatch.crds.StaticFindingSetSpec;
import io.deadlockwatch.crds.StaticFindingSetSpec.ConfigMapKey;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Fetches what a set holds from where it is stored. The operator itself keeps none of it: see {@link FindingSetStore}. */
final class FindingPayloads {

    private final KubernetesClient client;

    FindingPayloads(KubernetesClient client) {
        this.client = client;
    }

    /**
     * The set with all that it holds, as it is now.
     *
     * @throws IOException if it is gone
     */
    StaticFindingSet whole(String namespace, String name) throws IOException {
        StaticFindingSet set = client.resources(StaticFindingSet.class)
                .inNamespace(namespace)
                .withName(name)
                .get();
        if (set == null) {
            throw new IOException("the set is gone");
        }
        return set;
    }

    /**
     * The findings that are stored now.
     *
     * @param whole the set with all that it holds
     * @throws IOException in words for the person who stored it
     */
    FindingPayload findings(StaticFindingSet whole) throws IOException {
        StaticFindingSetSpec spec = whole.getSpec();
        return payload(whole, spec.inline(), "spec.inline", spec.configMap())
                .orElseThrow(() -> new IOException("set exactly one of spec.inline and spec.configMap"));
    }

    /**
     * The blocking model that is stored now; empty if the set names none.
     *
     * @param whole the set with all that it holds
     * @throws IOException in words for the person who stored it
     */
    Optional<FindingPayload> model(StaticFindingSet whole) throws IOException {
        StaticFindingSetSpec spec = whole.getSpec();
        return payload(whole, spec.model(), "spec.model", spec.modelConfigMap());
    }

    private Optional<FindingPayload> payload(
            StaticFindingSet set, @Nullable String inline, String where, @Nullable ConfigMapKey reference)
            throws IOException {
        if (inline != null) {
            return Optional.of(new FindingPayload(decode(inline, where), false));
        }
        return reference == null
                ? Optional.empty()
                : Optional.of(new FindingPayload(inConfigMap(set.getMetadata().getNamespace(), reference), true));
    }

    private byte[] inConfigMap(String namespace, ConfigMapKey reference) throws IOException {
        ConfigMap map = client.configMaps()
                .inNamespace(namespace)
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
            return decode(binary, "binaryData." + reference.key());
        }
        if (text != null) {
            return text.getBytes(StandardCharsets.UTF_8);
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
