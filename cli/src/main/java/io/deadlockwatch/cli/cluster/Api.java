package io.deadlockwatch.cli.cluster;

/** An API server. */
public interface Api {

    /**
     * Asks once.
     *
     * @throws ClusterException if no whole answer came; an answer that says no is an answer
     */
    Answer send(Call call) throws ClusterException;
}
