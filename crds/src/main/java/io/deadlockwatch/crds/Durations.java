package io.deadlockwatch.crds;

/** How the resources write durations: {@code 15s}, {@code 1m30s}. */
final class Durations {

    static final String PATTERN = "^(0|([0-9]+(ms|s|m|h))+)$";

    private Durations() {}
}
