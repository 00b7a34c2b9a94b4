package io.deadlockwatch.sampler.pprof;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What the target wants to see before it answers: the files of a mounted secret, {@code token}, or {@code username} and {@code password}. Read anew for each request, as
 * a secret may change; a folder that is not there means none are needed. Nothing that is in them is ever logged.
 */
public final class PprofCredentials {

    /** The target asks for none. */
    public static final PprofCredentials NONE = new PprofCredentials(null);

    private static final int MAX_BYTES = 16_384;

    private final @Nullable Path folder;

    private PprofCredentials(@Nullable Path folder) {
        this.folder = folder;
    }

    /** Those in a folder, which may be missing. */
    public static PprofCredentials in(Path folder) {
        return new PprofCredentials(folder);
    }

    /** The line for a request, begun with the end of the line before it; empty if there are no credentials. */
    String header() throws IOException {
        if (folder == null) {
            return "";
        }
        String token = read(folder.resolve("token"));
        if (token != null) {
            return line("Bearer " + token, "token");
        }
        String username = read(folder.resolve("username"));
        String password = read(folder.resolve("password"));
        if (username == null || password == null) {
            return "";
        }
        byte[] pair = (username + ":" + password).getBytes(StandardCharsets.ISO_8859_1);
        return line("Basic " + Base64.getEncoder().encodeToString(pair), "username and password");
    }

    private static @Nullable String read(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw unusable(file + " is larger than " + MAX_BYTES + " bytes");
            }
            return new String(bytes, StandardCharsets.ISO_8859_1).strip();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** A secret with a line break in it would be a header of its own. */
    private String line(String value, String source) throws IOException {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' || value.charAt(i) >= 0x7f) {
                throw unusable("the " + source + " for the target in " + folder + " cannot stand in a header");
            }
        }
        return "\r\nAuthorization: " + value;
    }

    private static PprofException unusable(String message) {
        return SocketPprofClient.unusable(message);
    }
}
