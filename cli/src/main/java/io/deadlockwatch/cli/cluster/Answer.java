package io.deadlockwatch.cli.cluster;

import java.nio.charset.StandardCharsets;

/** What the API server, or what is behind it, answered. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record Answer(int status, byte[] body) {

    public boolean isOk() {
        return status >= 200 && status < 300;
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The body as JSON. */
    public Tree tree(String what) throws ClusterException {
        return Tree.parse(what, body);
    }
}
