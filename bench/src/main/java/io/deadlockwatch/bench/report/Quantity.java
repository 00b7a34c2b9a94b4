package io.deadlockwatch.bench.report;

import java.util.Locale;

/** A number that was measured, or that is a limit, with its unit. */
public record Quantity(double value, String unit) {

    /** Throughput of so many bytes in so many milliseconds. */
    public static Quantity throughput(long bytes, double millis) {
        return new Quantity((double) bytes / 1e6 / (millis / 1e3), "MB/s");
    }

    public static Quantity millis(double value) {
        return new Quantity(value, "ms");
    }

    /** Millions of bytes, not mebibytes. */
    public static Quantity megabytes(long bytes) {
        return new Quantity((double) bytes / 1e6, "MB");
    }

    public double per(Quantity other) {
        if (!unit.equals(other.unit)) {
            throw new IllegalArgumentException(unit + " cannot be compared with " + other.unit);
        }
        return value / other.value;
    }

    @Override
    public String toString() {
        String digits = value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, digits + " %s", value, unit);
    }
}
