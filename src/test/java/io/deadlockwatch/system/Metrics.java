package io.deadlockwatch.system;

import java.util.List;
import java.util.Map;

/** A scrape in Prometheus's text format. */
record Metrics(String text) {

    /** Values of a metric's series that carry these labels, among others. */
    List<Double> values(String name, Map<String, String> labels) {
        return text.lines()
                .filter(line -> line.startsWith(name + "{"))
                .filter(line -> labels.entrySet().stream()
                        .allMatch(label -> line.contains(label.getKey() + "=\"" + label.getValue() + "\"")))
                .map(line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)))
                .toList();
    }
}
