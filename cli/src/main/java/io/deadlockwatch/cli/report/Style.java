package io.deadlockwatch.cli.report;

import io.deadlockwatch.cli.analysis.Standing;
import java.io.Console;
import java.util.Map;
import java.util.Optional;

/**
 * How text looks: colour is for people, and only where a terminal shows it.
 *
 * @param colour whether escape sequences are written
 * @param width columns that text is wrapped at; long names go beyond
 */
public record Style(boolean colour, int width) {

    /** What files, pipes and tests get. */
    public static final Style PLAIN = new Style(false, 110);

    private static final int NARROWEST = 60;
    private static final int WIDEST = 160;

    /** That of the process: colour on a terminal, unless {@code NO_COLOR} is set (no-color.org) or it is a dumb one. */
    public static Style of(Map<String, String> environment) {
        boolean terminal =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        boolean wanted = environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        return new Style(terminal && wanted, width(environment.getOrDefault("COLUMNS", "")));
    }

    private static int width(String columns) {
        if (!columns.matches("\\d{1,4}")) {
            return PLAIN.width();
        }
        return Math.clamp(Integer.parseInt(columns), NARROWEST, WIDEST);
    }

    /** The name of a standing in its colour. */
    public String of(Standing standing, String text) {
        return switch (standing) {
            case PROVEN -> escaped("1;37;41", text);
            case CONFIRMED -> escaped("1;31", text);
            case SUSPECTED -> escaped("1;33", text);
            case MATCHED -> escaped("1;36", text);
            case WAITING -> text;
        };
    }

    public String bold(String text) {
        return escaped("1", text);
    }

    public String dim(String text) {
        return escaped("2", text);
    }

    private String escaped(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
