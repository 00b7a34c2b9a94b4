package io.deadlockwatch.operator.policy;

import io.deadlockwatch.core.findings.FindingIndex;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * An accepted set of findings, and what it is about.
 *
 * @param images that it is about; none: any of the namespace
 * @param modelDigest what its blocking model is known by; empty if it has none
 */
public record FindingSource(
        String namespace,
        String name,
        String uid,
        Instant created,
        List<ImageName> images,
        List<String> versions,
        FindingIndex index,
        String modelDigest) {

    static final Comparator<FindingSource> NEWEST_FIRST =
            Comparator.comparing(FindingSource::created).reversed().thenComparing(FindingSource::name);

    public FindingSource {
        images = List.copyOf(images);
        versions = List.copyOf(versions);
    }

    /** One without a blocking model. */
    public FindingSource(
            String namespace,
            String name,
            String uid,
            Instant created,
            List<ImageName> images,
            List<String> versions,
            FindingIndex index) {
        this(namespace, name, uid, created, images, versions, index, "");
    }

    public boolean hasModel() {
        return !modelDigest.isEmpty();
    }
}
