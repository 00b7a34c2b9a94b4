package io.deadlockwatch.operator.ingest;

import java.util.Locale;

/** How a report ended, for the metric. */
public enum ReportResult {
    ACCEPTED,
    RESYNC,
    UNAUTHENTICATED,
    FORBIDDEN,
    TOO_LARGE,
    RATE_LIMITED,
    INVALID;

    /** The form in metric labels. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
