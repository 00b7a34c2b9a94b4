package io.deadlockwatch.operator.policy;

import io.deadlockwatch.core.findings.FindingIndex;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** An accepted set of findings, and what it is about. */
public record FindingSource(
        String namespace,
        String name,
        String uid,
        Instant created,
        List<String> images,
        List<String> versions,
        FindingIndex index) {

    static final Comparator<FindingSource> NEWEST_FIRST =
            Comparator.comparing(FindingSource::created).reversed().thenComparing(FindingSource::name);

    public FindingSource {
        images = List.copyOf(images);
        versions = List.copyOf(versions);
    }
}
