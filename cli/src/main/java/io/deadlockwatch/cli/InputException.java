package io.deadlockwatch.cli;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** An input that cannot be used, and why, in a sentence for the one who gave it. */
final class InputException extends IOException {

    private static final long serialVersionUID = 1L;

    InputException(Path file, String why) {
        super(file + ": " + why);
    }

    InputException(Path file, IOException cause) {
        super(file + ": " + reason(cause), cause);
    }

    private static String reason(IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return "no such file";
        }
        String message = cause.getMessage();
        return message == null ? cause.toString() : message;
    }
}
