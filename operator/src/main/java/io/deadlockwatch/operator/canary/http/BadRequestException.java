package io.deadlockwatch.operator.canary.http;

/** A request that cannot be understood; the message is for the person who wrote it. */
final class BadRequestException extends Exception {

    private static final long serialVersionUID = 1L;

    BadRequestException(String message) {
        super(message);
    }
}
