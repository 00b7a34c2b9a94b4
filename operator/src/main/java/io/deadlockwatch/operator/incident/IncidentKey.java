package io.deadlockwatch.operator.incident;

import io.deadlockwatch.core.identity.Site;
import io.deadlockwatch.operator.pods.Workload;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** What makes two sightings one incident. The revision is no part of it: an incident outlives a deployment. */
public record IncidentKey(String namespace, String watchUid, String workloadKind, String workloadName, Site site) {

    private static final int NAME_CHARS = 40;
    private static final int HASH_BYTES = 4;

    static IncidentKey of(String namespace, String watchUid, Workload workload, Site site) {
        return new IncidentKey(namespace, watchUid, workload.kind(), workload.name(), site);
    }

    /** Name of the object; the same after a restart, so that creating it twice does no harm. */
    public String name() {
        String start = workloadName.substring(0, Math.min(NAME_CHARS, workloadName.length()));
        String trimmed = start.replaceAll("[^a-z0-9]+$", "");
        String whole = String.join("\n", namespace, watchUid, workloadKind, workloadName, site.toString());
        return (trimmed.isEmpty() ? "incident" : trimmed) + "-" + hash(whole);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, HASH_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
