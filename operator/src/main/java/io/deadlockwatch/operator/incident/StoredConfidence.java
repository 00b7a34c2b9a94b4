package io.deadlockwatch.operator.incident;

import io.deadlockwatch.core.judge.Confidence;
import io.deadlockwatch.crds.BlockingIncidentStatus;
import java.util.Objects;

/** Confidence as it stands in a status. */
final class StoredConfidence {

    private StoredConfidence() {}

    static Confidence parts(BlockingIncidentStatus.Confidence stored) {
        return new Confidence(
                Objects.requireNonNullElse(stored.symbol(), 0),
                Objects.requireNonNullElse(stored.path(), 0),
                Objects.requireNonNullElse(stored.context(), 0));
    }
}
