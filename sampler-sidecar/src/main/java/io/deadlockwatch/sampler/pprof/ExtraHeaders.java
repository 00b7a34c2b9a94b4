package io.deadlockwatch.sampler.pprof;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Header lines that people give for a target, checked so that they are header lines and nothing else. */
final class ExtraHeaders {

    private static final int MOST = 16;

    /** Those that say where a request ends, or to whom it goes. */
    private static final String OURS =
            " host connection content-length transfer-encoding expect upgrade te trailer accept-encoding ";

    private ExtraHeaders() {}

    /**
     * The lines for a request, each begun with the end of the line before it.
     *
     * @param text one header a line; null: none
     * @param what it is called in an error, which never shows what is in it
     */
    static String lines(@Nullable String text, String what) throws PprofException {
        if (text == null || text.isEmpty()) {
            return "";
        }
        StringBuilder lines = new StringBuilder();
        int count = 0;
        for (String line : text.split("\r?\n", -1)) {
            if (!line.isBlank()) {
                if (++count > MOST) {
                    throw SocketPprofClient.unusable("the " + what + " are more than " + MOST);
                }
                lines.append("\r\n").append(checked(line.strip(), count, what));
            }
        }
        return lines.toString();
    }

    private static String checked(String line, int number, String what) throws PprofException {
        int colon = line.indexOf(':');
        String name = colon < 0 ? "" : line.substring(0, colon);
        if (!isToken(name) || !isPlain(line)) {
            throw SocketPprofClient.unusable("the " + what + ": number " + number + " is no header NAME: VALUE");
        }
        if (OURS.contains(" " + name.toLowerCase(Locale.ROOT) + " ")) {
            throw SocketPprofClient.unusable("the " + what + ": " + name + " is the sampler's own to say");
        }
        return line;
    }

    private static boolean isToken(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if ((c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '-' && c != '_') {
                return false;
            }
        }
        return !name.isEmpty();
    }

    /** Whether a text can stand in a header line. */
    static boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' || value.charAt(i) >= 0x7f) {
                return false;
            }
        }
        return true;
    }
}
