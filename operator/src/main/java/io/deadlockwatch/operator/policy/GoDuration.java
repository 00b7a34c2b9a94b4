package io.deadlockwatch.operator.policy;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as the resources write them: {@code 15s}, {@code 1m30s}, {@code 0}. */
public final class GoDuration {

    private static final Pattern PART = Pattern.compile("([0-9]+)(ms|s|m|h)");

    private GoDuration() {}

    /**
     * What it says.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Duration parse(String text) {
        Duration sum = Duration.ZERO;
        Matcher part = PART.matcher(text);
        int end = 0;
        while (part.find() && part.start() == end) {
            long amount = Long.parseLong(part.group(1));
            sum = sum.plus(
                    switch (part.group(2)) {
                        case "ms" -> Duration.ofMillis(amount);
                        case "s" -> Duration.ofSeconds(amount);
                        case "m" -> Duration.ofMinutes(amount);
                        default -> Duration.ofHours(amount);
                    });
            end = part.end();
        }
        if (end != text.length() && !text.equals("0")) {
            throw new IllegalArgumentException("not a duration such as 1m30s: " + text);
        }
        return sum;
    }
}
