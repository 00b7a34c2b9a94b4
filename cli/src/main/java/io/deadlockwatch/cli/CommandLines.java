package io.deadlockwatch.cli;

import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** A command line in words that a shell understands, for people to copy. */
final class CommandLines {

    /** What is about the output, and not about what is looked at. */
    private static final Set<String> NOT_REPEATED = Set.of("--output", "--all");

    private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

    private CommandLines() {}

    /** The parameters and options of a command line, each with a space in front. */
    static String again(ParseResult parsed) {
        StringBuilder again = new StringBuilder();
        for (PositionalParamSpec file : parsed.matchedPositionals()) {
            file.originalStringValues().forEach(value -> again.append(' ').append(quoted(value)));
        }
        for (OptionSpec option : parsed.matchedOptions()) {
            if (!NOT_REPEATED.contains(option.longestName())) {
                option.originalStringValues().forEach(value -> again.append(' ')
                        .append(option.longestName())
                        .append(' ')
                        .append(quoted(value)));
            }
        }
        return again.toString();
    }

    private static String quoted(String value) {
        return PLAIN.matcher(value).matches() ? value : "'" + value.replace("'", "'\\''") + "'";
    }
}
