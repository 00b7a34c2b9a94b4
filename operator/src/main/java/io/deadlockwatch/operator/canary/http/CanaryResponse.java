package io.deadlockwatch.operator.canary.http;

/**
 * The answer to a request.
 *
 * @param json whether the body is JSON; else it is text for people
 */
record CanaryResponse(int status, boolean json, String body) {

    static final int OK = 200;
    static final int BAD_REQUEST = 400;
    static final int UNAUTHORIZED = 401;
    static final int NOT_FOUND = 404;
    static final int METHOD_NOT_ALLOWED = 405;
    static final int TIMEOUT = 408;
    static final int CONFLICT = 409;
    static final int TOO_LARGE = 413;
    static final int INTERNAL = 500;
    static final int UNAVAILABLE = 503;

    static CanaryResponse text(int status, String sentence) {
        return new CanaryResponse(status, false, sentence + "\n");
    }
}
