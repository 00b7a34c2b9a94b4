package io.deadlockwatch.cli.plugin;

import io.deadlockwatch.cli.analysis.Standing;
import io.deadlockwatch.cli.cluster.Tree;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** A BlockingIncident as far as lists need it. */
record Incident(Tree object) {

    /** Open before suppressed before resolved, strongest verdict first, then most goroutines. */
    static final Comparator<Incident> WORST_FIRST = Comparator.comparing(Incident::isResolved)
            .thenComparing(Comparator.comparing(Incident::standing).reversed())
            .thenComparing(Comparator.comparing(Incident::goroutines).reversed())
            .thenComparing(Incident::namespace)
            .thenComparing(Incident::name);

    String namespace() {
        return object.at("metadata", "namespace").text();
    }

    String name() {
        return object.at("metadata", "name").text();
    }

    String watch() {
        return object.at("spec", "watch").text();
    }

    /** {@code Deployment/orders}. */
    String workload() {
        return object.at("spec", "workload", "kind").text() + "/"
                + object.at("spec", "workload", "name").text();
    }

    Tree status() {
        return object.at("status");
    }

    boolean isResolved() {
        return status().at("state").text().equals("Resolved");
    }

    /** Whether somebody does not want to hear of it now. */
    boolean isSuppressed(Instant now) {
        return object.at("spec", "suppress", "until")
                .instant()
                .filter(now::isBefore)
                .isPresent();
    }

    /** Whether it is one that somebody should look at. */
    boolean isOpen(Instant now) {
        return !isResolved() && !isSuppressed(now);
    }

    String state(Instant now) {
        if (isResolved()) {
            String why = status().at("resolution").text();
            return "Resolved" + (why.isEmpty() ? "" : "/" + why);
        }
        return isSuppressed(now) ? "Suppressed" : "Open";
    }

    String verdict() {
        return status().at("verdict").text();
    }

    /** The verdict in the words, and colours, of the command line. */
    Standing standing() {
        return switch (verdict()) {
            case "Proven" -> Standing.PROVEN;
            case "Confirmed" -> Standing.CONFIRMED;
            case "Suspected" -> Standing.SUSPECTED;
            default -> Standing.WAITING;
        };
    }

    long goroutines() {
        return status().at("goroutines").number();
    }

    /** {@code store.go:118}. */
    String place() {
        String file = status().at("location", "file").text();
        return file.substring(file.lastIndexOf('/') + 1) + ":"
                + status().at("location", "line").number();
    }

    String function() {
        return status().at("location", "function").text();
    }

    Optional<Instant> firstSeen() {
        return status().at("firstSeen").instant();
    }
}
