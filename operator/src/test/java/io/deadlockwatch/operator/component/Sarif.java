package io.deadlockwatch.operator.component;

import io.deadlockwatch.crds.StaticFindingSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

/** What a scan of the shop found, and sets of it. */
final class Sarif {

    /** One finding, which predicts {@link FakeSampler#BLOCKED}. */
    static final String RESERVE = """
            {"version":"2.1.0","runs":[{"tool":{"driver":{"name":"deadlock-guard","semanticVersion":"0.1.0","rules":[{"id":"DG1001"}]}},
             "results":[{"ruleId":"DG1001","level":"warning","message":{"text":"the send blocks for ever if reserve returns early"},
              "locations":[{"physicalLocation":{"artifactLocation":{"uri":"orders/reserve.go"},"region":{"startLine":42}},
               "logicalLocations":[{"fullyQualifiedName":"example.com/shop/orders.reserve.func"}]}],
              "partialFingerprints":{"deadlockwatchSite/v1":"example.com/shop/orders.reserve.func|chan send"},
              "codeFlows":[{"threadFlows":[{"locations":[
               {"kinds":["go"],"location":{"physicalLocation":{"artifactLocation":{"uri":"orders/reserve.go"},"region":{"startLine":39}},"logicalLocations":[{"fullyQualifiedName":"example.com/shop/orders.reserve"}]}},
               {"kinds":["block"],"location":{"physicalLocation":{"artifactLocation":{"uri":"orders/reserve.go"},"region":{"startLine":42}},"logicalLocations":[{"fullyQualifiedName":"example.com/shop/orders.reserve.func"}]}}]}]}],
              "properties":{"operation":"chan send","functionStartLine":40,"entry":"example.com/shop/orders.reserve.func"}}]}]}
            """;

    private Sarif() {}

    static StaticFindingSet apply(KubernetesClient client, String namespace, String name, String sarif) {
        return client.resource(client.getKubernetesSerialization()
                        .unmarshal(
                                """
                                apiVersion: deadlockwatch.io/v1alpha1
                                kind: StaticFindingSet
                                metadata: {name: %s, namespace: %s}
                                spec: {appliesTo: {images: ["%s"]}, inline: "%s"}
                                """.formatted(name, namespace, ShopPod.IMAGE, zipped(sarif)), StaticFindingSet.class))
                .create();
    }

    private static String zipped(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
