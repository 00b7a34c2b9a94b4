package io.deadlockwatch.sampler.pprof;

import io.deadlockwatch.fuzz.Must;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Headers that people give for a target, and names of credentials that pods give: {@link ExtraHeaders} and {@link PprofCredentials#entry}. No line that goes out ends a request or
 * begins another, and no name leads out of its namespace.
 */
public final class CredentialsTarget {

    private static final List<String> OURS = List.of("host:", "content-length:", "transfer-encoding:", "connection:");

    private CredentialsTarget() {}

    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        try {
            for (String line : lines(ExtraHeaders.lines(text, "headers"))) {
                Must.hold(ExtraHeaders.isPlain(line) && line.indexOf(':') > 0, "no header line", line);
                Must.hold(OURS.stream().noneMatch(line.toLowerCase(Locale.ROOT)::startsWith), "a header of ours", line);
            }
        } catch (PprofException e) {
            String message = String.valueOf(e.getMessage());
            Must.hold(message.length() < 300, "a secret in a message", message);
        }
        try {
            PprofCredentials.entry(Path.of("/pprof"), "shop", text);
            Must.hold(text.indexOf('/') < 0 && text.indexOf('\0') < 0, "a name that leads elsewhere", text);
        } catch (IllegalArgumentException e) {
            Must.hold(e.getMessage() != null && !e.getMessage().contains(text + "\0"), "an odd refusal", e);
        }
    }

    private static List<String> lines(String headers) {
        Must.hold(headers.isEmpty() || headers.startsWith("\r\n"), "a line that goes on with another", headers);
        return headers.isEmpty() ? List.of() : List.of(headers.substring(2).split("\r\n", -1));
    }
}
