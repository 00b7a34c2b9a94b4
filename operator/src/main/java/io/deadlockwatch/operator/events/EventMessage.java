package io.deadlockwatch.operator.events;

import java.nio.charset.StandardCharsets;

/** The text of an Event. Names of functions and files in it come from other people's processes and may be anything. */
final class EventMessage {

    private static final char REPLACEMENT = '\uFFFD';
    private static final String CUT = "…";

    private EventMessage() {}

    /** The text on one line without control characters, cut to so many bytes of UTF-8 at a whole character. */
    static String of(String text, int mostBytes) {
        StringBuilder clean = new StringBuilder(Math.min(text.length(), mostBytes));
        int room = mostBytes - bytes(CUT);
        int fits = 0;
        int used = 0;
        for (int at = 0; at < text.length() && used <= mostBytes; ) {
            int point = text.codePointAt(at);
            at += Character.charCount(point);
            clean.appendCodePoint(isPrintable(point) ? point : REPLACEMENT);
            used += bytes(Character.toString(isPrintable(point) ? point : REPLACEMENT));
            if (used <= room) {
                fits = clean.length();
            }
        }
        return used <= mostBytes ? clean.toString() : clean.substring(0, fits) + CUT;
    }

    /** Half of a surrogate pair is no character, and cannot be sent. */
    private static boolean isPrintable(int point) {
        return !Character.isISOControl(point) && Character.getType(point) != Character.SURROGATE;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
