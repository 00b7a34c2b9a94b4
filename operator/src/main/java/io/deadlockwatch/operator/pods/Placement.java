package io.deadlockwatch.operator.pods;

/**
 * Where a pod runs.
 *
 * @param node empty until it is scheduled
 * @param ip its address, in the family that the cluster prefers; empty until it has one
 */
public record Placement(String node, String ip) {

    public static final Placement NONE = new Placement("", "");
}
