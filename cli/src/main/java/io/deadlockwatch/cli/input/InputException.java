package io.deadlockwatch.cli.input;

import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** An input that cannot be used, and why, in a sentence for the one who gave it. */
public final class InputException extends IOException {

    private static final long serialVersionUID = 1L;

    public InputException(String name, String why) {
        super(name + ": " + why);
    }

    public InputException(String name, IOException cause) {
        super(name + ": " + reason(cause), cause);
    }

    private static String reason(IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return "no such file";
        }
        String message = cause.getMessage();
        return message == null ? cause.toString() : message;
    }
}
