package io.deadlockwatch.core.text;

import io.deadlockwatch.core.snapshot.UnknownState;
import io.deadlockwatch.core.snapshot.WaitState;

/**
 * What stands in the brackets of a goroutine's first line, labels aside.
 *
 * <p>Goroutines in a bubble of {@code testing/synctest} are in a test, whatever they wait for. Their state is what Go prints without the bubble's number, {@code chan
 * receive (durable), synctest bubble}: no known state, so never a candidate for a verdict, and easy to tell.
 *
 * @param minutes printed wait; 0 if none
 * @param leaked whether {@code (leaked)} is printed
 */
record PrintedState(WaitState state, long minutes, boolean leaked) {

    private static final String LEAKED = " (leaked)";
    private static final String SCAN = " (scan)";
    private static final String DURABLE = " (durable)";
    private static final String MINUTES = " minutes";
    private static final String BUBBLE = "synctest bubble ";
    private static final String GROUP = "synctest group ";

    /** A wait reason of Go's that ends like a mark. */
    private static final String GARBAGE_COLLECTION = "garbage collection (scan)";

    private static final int MAX_DIGITS = 9;

    /** Reads it; attributes that no known Go prints are left out. */
    static PrintedState parse(String text) {
        String[] parts = text.split(", ", -1);
        long minutes = 0;
        String bubble = "";
        for (int i = 1; i < parts.length; i++) {
            String part = parts[i];
            if (part.endsWith(MINUTES)) {
                minutes = number(part.substring(0, part.length() - MINUTES.length()));
            } else if (part.startsWith(BUBBLE) || part.startsWith(GROUP)) {
                bubble = ", " + part.substring(0, part.lastIndexOf(' '));
            }
        }
        String durable = parts[0].endsWith(DURABLE) ? DURABLE : "";
        String words = without(DURABLE, parts[0]);
        words = words.equals(GARBAGE_COLLECTION) ? words : without(SCAN, words);
        boolean leaked = words.endsWith(LEAKED);
        words = without(LEAKED, words);
        WaitState state = durable.isEmpty() && bubble.isEmpty()
                ? WaitState.of(words)
                : new UnknownState(words + durable + bubble);
        return new PrintedState(state, minutes, leaked);
    }

    private static String without(String mark, String words) {
        return words.endsWith(mark) ? words.substring(0, words.length() - mark.length()) : words;
    }

    private static long number(String digits) {
        boolean sound = !digits.isEmpty()
                && digits.length() <= MAX_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return sound ? Long.parseLong(digits) : 0;
    }
}
