package io.deadlockwatch.sampler.pprof;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What the target wants to see before it answers, and whom to believe to be the target: the files of a mounted secret. Read anew for each request, as a secret may
 * change; a file that is not there means that it is not needed. Nothing that is in them is ever logged.
 *
 * <pre>
 * token                  Authorization: Bearer
 * username, password     Authorization: Basic, where there is no token
 * headers                further header lines, one a line, NAME: VALUE
 * ca.crt                 CAs that may sign the target's certificate, PEM
 * server-name            the name its certificate bears, where that is not the target's address
 * </pre>
 *
 * <p>A sidecar has a folder to itself. A node sampler has one for all its targets, where the files of an entry are called {@code NAMESPACE.ENTRY.FILE}: a namespace has no dot in its name, so
 * that no pod can name an entry of another namespace than its own, however it calls it. {@code ca.crt} alone is for the targets whose entry has none.
 */
public final class PprofCredentials {

    /** The target asks for none. */
    public static final PprofCredentials NONE = new PprofCredentials(null, "", false);

    private static final int MAX_BYTES = 16_384;
    private static final int MAX_CA_BYTES = 1 << 18;
    private static final String CA = "ca.crt";

    private final @Nullable Path folder;
    private final String prefix;
    private final boolean named;

    private PprofCredentials(@Nullable Path folder, String prefix, boolean named) {
        this.folder = folder;
        this.prefix = prefix;
        this.named = named;
    }

    /** Those in a folder, which may be missing. */
    public static PprofCredentials in(Path folder) {
        return new PprofCredentials(folder, "", true);
    }

    /**
     * Those of one entry in a folder for many.
     *
     * @param namespace of the target's pod
     * @param entry its name; empty: the target needs none, but may be believed by the folder's {@code ca.crt}
     * @throws IllegalArgumentException if that is no name of a file
     */
    public static PprofCredentials entry(Path folder, String namespace, String entry) {
        if (!isPlain(namespace) || namespace.indexOf('.') >= 0 || namespace.isEmpty() || !isPlain(entry)) {
            throw new IllegalArgumentException("no name of credentials");
        }
        return new PprofCredentials(folder, namespace + "." + entry + ".", !entry.isEmpty());
    }

    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' && c != '.') {
                return false;
            }
        }
        return true;
    }

    /** Header lines for a request, each begun with the end of the line before it; empty if there are no credentials. */
    String header() throws IOException {
        return authorization() + ExtraHeaders.lines(read("headers"), "headers for the target in " + folder);
    }

    private String authorization() throws IOException {
        String token = read("token");
        if (token != null) {
            return line("Bearer " + token, "token");
        }
        String username = read("username");
        String password = read("password");
        if (username == null || password == null) {
            return "";
        }
        byte[] pair = (username + ":" + password).getBytes(StandardCharsets.ISO_8859_1);
        return line("Basic " + Base64.getEncoder().encodeToString(pair), "username and password");
    }

    /** PEM text of the CAs that may sign the target's certificate; empty if nothing says. */
    String authorities() throws IOException {
        String own = read(CA);
        if (own != null) {
            return own;
        }
        String common = folder == null ? null : read(folder.resolve(CA), MAX_CA_BYTES);
        return common == null ? "" : common;
    }

    /** The name in the target's certificate; null: its address. */
    @Nullable
    String serverName() throws IOException {
        return read("server-name");
    }

    private @Nullable String read(String file) throws IOException {
        return folder == null || !named
                ? null
                : read(folder.resolve(prefix.concat(file)), file.equals(CA) ? MAX_CA_BYTES : MAX_BYTES);
    }

    private static @Nullable String read(Path file, int maxBytes) throws IOException {
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw unusable(file + " is larger than " + maxBytes + " bytes");
            }
            return new String(bytes, StandardCharsets.ISO_8859_1).strip();
        } catch (NoSuchFileException e) {
            return null;
        } catch (PprofException e) {
            throw e;
        } catch (IOException e) {
            throw unusable(file + " cannot be read: " + e.getMessage());
        }
    }

    /** A secret with a line break in it would be a header of its own. */
    private String line(String value, String source) throws IOException {
        if (!ExtraHeaders.isPlain(value)) {
            throw unusable("the " + source + " for the target in " + folder + " cannot stand in a header");
        }
        return "\r\nAuthorization: " + value;
    }

    private static PprofException unusable(String message) {
        return SocketPprofClient.unusable(message);
    }
}
