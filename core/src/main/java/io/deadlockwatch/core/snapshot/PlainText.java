package io.deadlockwatch.core.snapshot;

/**
 * Text that can stand anywhere: in a line of a log, a terminal, a metric label, JSON and YAML. It has no control character, which would end a line or steer a terminal, and no half
 * of a surrogate pair, which no encoder takes. Names of Go functions and files have neither; those of somebody who means harm may.
 */
public final class PlainText {

    private static final char REPLACEMENT = '\uFFFD';

    private PlainText() {}

    /** The text with U+FFFD for each character that has no place in it; the same object if there is none. */
    public static String of(String text) {
        int length = text.length();
        int i = 0;
        // Nearly all names are ASCII, and this is asked of each frame.
        while (i < length && isPrintable(text.charAt(i))) {
            i++;
        }
        while (i < length && !isBad(text, i)) {
            i++;
        }
        return i == length ? text : cleaned(text);
    }

    private static boolean isPrintable(char c) {
        return c >= ' ' && c <= '~';
    }

    private static String cleaned(String text) {
        StringBuilder clean = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            if (isBad(text, i)) {
                clean.setCharAt(i, REPLACEMENT);
            }
        }
        return clean.toString();
    }

    private static boolean isBad(String text, int i) {
        char c = text.charAt(i);
        if (c < Character.MIN_SURROGATE) {
            return Character.isISOControl(c);
        }
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
