package io.deadlockwatch.cli.cluster;

/**
 * One request to the API server.
 *
 * @param path with its query, encoded
 * @param type of the body; empty if there is none
 * @param right what the caller needs for it
 * @param maxBytes of the answer
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record Call(String method, String path, String type, byte[] body, Right right, int maxBytes) {

    /** Most bytes of an answer that a person waits for: a page of 500 large objects is some 10 MB. */
    public static final int MAX_BYTES = 32 << 20;

    public static Call get(String path, Right right) {
        return get(path, right, MAX_BYTES);
    }

    public static Call get(String path, Right right, int maxBytes) {
        return new Call("GET", path, "", new byte[0], right, maxBytes);
    }

    public static Call patch(String path, String type, byte[] body, Right right) {
        return new Call("PATCH", path, type, body, right, MAX_BYTES);
    }
}
