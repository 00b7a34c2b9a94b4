package io.deadlockwatch.sampler.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The pod's token for the operator; kubelet replaces the file before the token expires, so it is read anew each time. */
final class TokenFile {

    private static final int MAX_BYTES = 16_384;

    private final Path path;

    TokenFile(Path path) {
        this.path = path;
    }

    /** The token; the message of an exception says what is wrong with the file, and never what is in it. */
    String read() throws IOException {
        byte[] bytes;
        try (var in = Files.newInputStream(path)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw new IOException("token file " + path + " does not exist", e);
        } catch (IOException e) {
            throw new IOException("token file " + path + " cannot be read: " + e.getMessage(), e);
        }
        String token = new String(bytes, StandardCharsets.ISO_8859_1).strip();
        boolean plain = !token.isEmpty() && bytes.length <= MAX_BYTES;
        for (int i = 0; plain && i < token.length(); i++) {
            plain = token.charAt(i) > ' ' && token.charAt(i) < 0x7f;
        }
        if (!plain) {
            throw new IOException("token file " + path + " holds no token");
        }
        return token;
    }
}
