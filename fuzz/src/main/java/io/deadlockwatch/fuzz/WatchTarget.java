package io.deadlockwatch.fuzz;

import io.deadlockwatch.crds.DeadlockWatch;
import io.deadlockwatch.operator.policy.WatchPolicy;
import io.deadlockwatch.operator.policy.WatchPolicyReader;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.Map;

/**
 * A DeadlockWatch as somebody wrote it, YAML or JSON, also one that an older schema let pass: {@link WatchPolicyReader} reads it or says in words why not. Of the reader of YAML
 * itself only that it ends is asked: it is the API server that reads what people write.
 */
public final class WatchTarget {

    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    private WatchTarget() {}

    public static void fuzzerTestOneInput(byte[] input) {
        DeadlockWatch watch;
        try {
            watch = YAML.unmarshal(new String(input, StandardCharsets.UTF_8), DeadlockWatch.class);
        } catch (RuntimeException e) {
            return; // no YAML, or not of this kind
        }
        if (watch == null || watch.getMetadata() == null || watch.getMetadata().getCreationTimestamp() == null) {
            return; // never comes from an API server
        }
        try {
            WatchPolicy policy = new WatchPolicyReader().read(watch);
            policy.selects(Map.of("app", "orders"));
            Must.hold(!policy.interval().isNegative(), "an interval before it begins", policy);
        } catch (IllegalArgumentException e) {
            Must.hold(!String.valueOf(e.getMessage()).isBlank(), "refused without a word", e);
        } catch (DateTimeException e) {
            Must.hold(e.getMessage() != null && e.getMessage().contains("parsed"), "an odd time", e);
        }
    }
}
