package io.deadlockwatch.operator.incident;

/** An incident could not be written. */
final class StoreException extends Exception {

    private static final long serialVersionUID = 1;

    private final boolean futile;

    /** @param futile whether trying again can never help, as when its namespace is going away */
    StoreException(String message, boolean futile, Throwable cause) {
        super(message, cause);
        this.futile = futile;
    }

    boolean isFutile() {
        return futile;
    }
}
