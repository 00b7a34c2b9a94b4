package io.deadlockwatch.cli.report;

import java.time.Duration;

/** Numbers, times and lists as people write them. */
public final class Phrases {

    private Phrases() {}

    /** {@code 1 goroutine}, {@code 2 goroutines}. */
    public static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** {@code 350ms}, {@code 42s}, {@code 2m10s}, {@code 3h0m}: two units at most, rounded down. */
    public static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 1) {
            return duration.toMillis() + "ms";
        }
        if (seconds < 60) {
            return seconds + "s";
        }
        return seconds < 3_600
                ? seconds / 60 + "m" + seconds % 60 + "s"
                : seconds / 3_600 + "h" + seconds / 60 % 60 + "m";
    }

    /** {@code 12 KB}. */
    public static String bytes(long bytes) {
        return bytes < 1_000 ? bytes + " bytes" : (bytes + 500) / 1_000 + " KB";
    }

    /**
     * Text from outside without the characters that could move a terminal's cursor: names of functions and messages of findings are whatever somebody put into a file.
     */
    public static String printable(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> clean.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
        return clean.toString();
    }
}
