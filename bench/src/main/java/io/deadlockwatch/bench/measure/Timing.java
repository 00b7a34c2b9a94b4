package io.deadlockwatch.bench.measure;

import java.util.Arrays;

/** Times of several runs of the same thing, in milliseconds. */
public record Timing(double best, double median) {

    static Timing of(double... millis) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        return new Timing(sorted[0], sorted[sorted.length / 2]);
    }
}
