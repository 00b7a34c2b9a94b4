package io.deadlockwatch.operator.pods;

/**
 * The object that owns a pod at the top.
 *
 * @param kind {@code Deployment}, {@code StatefulSet}, ...; {@code Pod} for a pod nobody owns
 */
public record Workload(String kind, String name) implements Comparable<Workload> {

    /** API version of the kinds that are known; empty for others. */
    public String apiVersion() {
        return switch (kind) {
            case "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet" -> "apps/v1";
            case "Job" -> "batch/v1";
            case "Rollout" -> "argoproj.io/v1alpha1";
            case "Pod" -> "v1";
            default -> "";
        };
    }

    @Override
    public int compareTo(Workload other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return kind + "/" + name;
    }
}
