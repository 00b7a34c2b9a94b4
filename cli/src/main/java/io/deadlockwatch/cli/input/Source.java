package io.deadlockwatch.cli.input;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bytes that a user names, and that can be read more than once: a text dump is read for its stacks, and again for its single goroutines. */
public interface Source {

    /** Most bytes of the standard input: twice the largest dump that Go prints. */
    int MAX_STDIN = 128 << 20;

    /** As the user wrote it. */
    String name();

    /** A stream from the first byte on. */
    InputStream open() throws IOException;

    /** A file. */
    static Source of(Path file) {
        return new Source() {
            @Override
            public String name() {
                return file.toString();
            }

            @Override
            public InputStream open() throws IOException {
                return Files.newInputStream(file);
            }
        };
    }

    /** All that a stream has, kept in memory. */
    static Source of(String name, InputStream in) throws InputException {
        byte[] bytes;
        try {
            bytes = in.readNBytes(MAX_STDIN + 1);
        } catch (IOException e) {
            throw new InputException(name, e);
        }
        if (bytes.length > MAX_STDIN) {
            throw new InputException(name, "more than " + MAX_STDIN + " bytes");
        }
        return of(name, bytes);
    }

    /** Bytes that are at hand. */
    static Source of(String name, byte[] bytes) {
        return new Source() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }
        };
    }
}
