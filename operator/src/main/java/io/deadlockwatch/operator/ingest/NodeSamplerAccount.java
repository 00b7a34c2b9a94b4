package io.deadlockwatch.operator.ingest;

/**
 * Who may report for pods other than its own: pods of one service account in the operator's own namespace.
 *
 * @param watched whether that namespace is among those whose pods the operator knows, so that one it does not know is gone
 */
public record NodeSamplerAccount(String namespace, String serviceAccount, boolean watched) {

    /** The chart's name for it. */
    public static final String NAME = "deadlockwatch-remote";

    boolean isOf(Caller caller) {
        return caller.namespace().equals(namespace) && caller.serviceAccount().equals(serviceAccount);
    }
}
