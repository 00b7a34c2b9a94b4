package io.deadlockwatch.fuzz;

import io.deadlockwatch.core.protocol.Answer;
import io.deadlockwatch.core.protocol.ReportCodec;
import io.deadlockwatch.core.protocol.ReportLimits;
import io.deadlockwatch.operator.ingest.AnswerFactory;
import io.deadlockwatch.operator.pods.PodInfo;
import io.deadlockwatch.operator.pods.PodReader;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a pod's owner writes into it: labels, annotations, names of owners, images. An input is one {@code key=value} a line; the pod is read by {@link PodReader}, and what its
 * sampler is told by {@link AnswerFactory} can be written and read.
 */
public final class PodTarget {

    private static final int MAX_PORT = 65_535;

    private PodTarget() {}

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        Map<String, String> pairs = new HashMap<>();
        for (String line : new String(input, StandardCharsets.UTF_8).split("\n", 64)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                pairs.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        if (pairs.getOrDefault("name", "orders").isEmpty()) {
            return; // never comes from an API server
        }
        PodInfo pod = new PodReader().read(pod(pairs));
        Must.hold(!pod.workload().name().isEmpty() || pairs.containsKey("owner"), "a workload without a name", pod);
        Answer answer = new AnswerFactory().answer(1, Optional.empty(), pod);
        Must.hold(answer.config().port() > 0 && answer.config().port() <= MAX_PORT, "no port", answer);
        Must.hold(answer.config().path().startsWith("/"), "no path", answer);
        ReportCodec codec = new ReportCodec(ReportLimits.DEFAULTS);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        codec.writeAnswer(answer, out);
        codec.readAnswer(new ByteArrayInputStream(out.toByteArray()));
    }

    private static Pod pod(Map<String, String> pairs) {
        PodBuilder pod = new PodBuilder()
                .withNewMetadata()
                .withNamespace("shop")
                .withName(pairs.getOrDefault("name", "orders-5d9f-aaaaa"))
                .withUid("u")
                .withLabels(pairs)
                .withAnnotations(pairs)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName(pairs.getOrDefault("container", "orders"))
                .withImage(pairs.get("image"))
                .addNewPort()
                .withName(pairs.get("port"))
                .withContainerPort(7070)
                .endPort()
                .endContainer()
                .endSpec()
                .withNewStatus()
                .withPhase("Running")
                .withPodIP(pairs.get("ip"))
                .addNewContainerStatus()
                .withName("orders")
                .withImageID(pairs.get("digest"))
                .withNewState()
                .withNewRunning(pairs.get("started"))
                .endState()
                .endContainerStatus()
                .endStatus();
        List.of("ReplicaSet", "Job", pairs.getOrDefault("kind", "DaemonSet")).stream()
                .filter(_ -> pairs.containsKey("owner"))
                .limit(1 + pairs.size() % 3)
                .forEach(kind -> pod.editMetadata()
                        .addNewOwnerReference()
                        .withKind(kind)
                        .withName(pairs.get("owner"))
                        .withController(kind.equals(pairs.get("kind")))
                        .endOwnerReference()
                        .endMetadata());
        return pod.build();
    }
}
