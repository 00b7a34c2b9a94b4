package io.deadlockwatch.cli.plugin;

import io.deadlockwatch.cli.input.InputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A StaticFindingSet to be applied, and a ConfigMap beside it for each payload that is too large for a field.
 *
 * @param ttl as the API writes durations; empty: for ever
 * @param model blocking model of the same build
 */
record FindingSetManifest(
        String name, List<String> images, List<String> versions, String ttl, Payload sarif, Optional<Payload> model) {

    /** Most characters of a payload in the object: the limit of the schema. */
    static final int MAX_INLINE = 262_144;

    /** Most bytes of all data of a ConfigMap. */
    static final int MAX_CONFIG_MAP = 1_048_576;

    private static final String FINDINGS = "-findings";
    private static final String FINDINGS_KEY = "findings.sarif.gz";
    private static final String MODEL = "-model";
    private static final String MODEL_KEY = "model.json.gz";
    private static final int MAX_NAME = 200;

    FindingSetManifest {
        images = List.copyOf(images);
        versions = List.copyOf(versions);
    }

    /**
     * The same, if the cluster can hold it.
     *
     * @throws InputException that names the limit
     */
    FindingSetManifest withinLimits() throws InputException {
        refuseLarge(sarif);
        if (model.isPresent()) {
            refuseLarge(model.get());
        }
        return this;
    }

    private static void refuseLarge(Payload payload) throws InputException {
        if (payload.zipped().length > MAX_CONFIG_MAP) {
            throw new InputException(
                    payload.name(),
                    payload.zipped().length + " bytes as gzip, a ConfigMap holds " + MAX_CONFIG_MAP
                            + ": leave packages out that are not yours");
        }
    }

    /** {@code registry/shop/orders:1.4.2} is {@code orders-1.4.2}; of a digest, the first 12 digits. */
    static String nameFor(String image) {
        String last = image.substring(image.lastIndexOf('/') + 1);
        int digest = last.indexOf("@sha256:");
        String version = digest < 0 ? "" : last.substring(digest + "@sha256:".length());
        String base = digest < 0
                ? last
                : last.substring(0, digest) + "-" + version.substring(0, Math.min(12, version.length()));
        String name =
                base.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-").replaceAll("^[-.]+|[-.]+$", "");
        return name.substring(0, Math.min(MAX_NAME, name.length()));
    }

    /** The ConfigMaps to be applied before the set: of each payload that is too large for a field. */
    List<Map<String, Object>> configMaps(String namespace) {
        List<Map<String, Object>> maps = new ArrayList<>();
        if (isLarge(sarif)) {
            maps.add(configMap(namespace, name + FINDINGS, FINDINGS_KEY, sarif));
        }
        model.filter(FindingSetManifest::isLarge)
                .ifPresent(prover -> maps.add(configMap(namespace, name + MODEL, MODEL_KEY, prover)));
        return maps;
    }

    private static boolean isLarge(Payload payload) {
        return payload.base64Length() > MAX_INLINE;
    }

    private static Map<String, Object> configMap(String namespace, String name, String key, Payload payload) {
        return object("v1", "ConfigMap", namespace, name, "binaryData", Map.of(key, payload.base64()));
    }

    Map<String, Object> set(String namespace) {
        Map<String, Object> appliesTo = new LinkedHashMap<>();
        if (!images.isEmpty()) {
            appliesTo.put("images", images);
        }
        if (!versions.isEmpty()) {
            appliesTo.put("versions", versions);
        }
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("appliesTo", appliesTo);
        spec.put(isLarge(sarif) ? "configMap" : "inline", field(sarif, name + FINDINGS, FINDINGS_KEY));
        model.ifPresent(prover ->
                spec.put(isLarge(prover) ? "modelConfigMap" : "model", field(prover, name + MODEL, MODEL_KEY)));
        if (!ttl.isEmpty()) {
            spec.put("ttlAfterUnused", ttl);
        }
        return object("deadlockwatch.io/v1alpha1", "StaticFindingSet", namespace, name, "spec", spec);
    }

    private static Object field(Payload payload, String map, String key) {
        return isLarge(payload) ? Map.of("name", map, "key", key) : payload.base64();
    }

    private static Map<String, Object> object(
            String version, String kind, String namespace, String name, String member, Map<String, ?> content) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("apiVersion", version);
        object.put("kind", kind);
        object.put("metadata", Map.of("name", name, "namespace", namespace));
        object.put(member, content);
        return object;
    }
}
