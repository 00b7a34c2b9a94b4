package io.deadlockwatch.operator.ingest;

/**
 * Samplers that look after all pods of a node.
 *
 * @param account who they are
 * @param desk what they are to look at
 */
public record RemoteMode(NodeSamplerAccount account, TargetDesk desk) {

    /** There are none: no service account has an empty name. */
    public static final RemoteMode OFF = new RemoteMode(new NodeSamplerAccount("", "", true), TargetDesk.NONE);
}
