package io.deadlockwatch.system;

import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The commands of a page of the documentation that it marks as run by a test, in the order in which a reader types them, with what the page shows of their output. */
record Walkthrough(List<Step> steps) {

    /** A mark, a block of commands, and perhaps what they print. scripts/commands has the rules of marks, and checks that every block has one. */
    private static final Pattern BLOCK =
            Pattern.compile("(?ms)^ *<!-- run by ([^\\n]*) -->\\n *```\\n(.*?)^ *```$(?:\\n *```text\\n(.*?)^ *```$)?");

    /**
     * One block of commands.
     *
     * @param expected the lines of the block of kind {@code text} that follows, if one does; an ellipsis there stands for anything
     */
    record Step(String commands, List<Pattern> expected) {}

    /** What a test is to run of a page. */
    static Walkthrough of(String page, String test) {
        List<Step> steps = BLOCK.matcher(page)
                .results()
                .filter(block -> List.of(block.group(1).split(", ", -1)).contains(test))
                .map(Walkthrough::step)
                .toList();
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("the page has no block that " + test + " is to run");
        }
        return new Walkthrough(steps);
    }

    private static Step step(MatchResult block) {
        List<Pattern> expected = block.group(3) == null
                ? List.of()
                : block.group(3)
                        .lines()
                        .map(String::strip)
                        .map(Walkthrough::pattern)
                        .toList();
        return new Step(block.group(2).stripIndent(), expected);
    }

    /** Columns are as wide as their widest value: spaces match any number of them. */
    private static Pattern pattern(String line) {
        return Pattern.compile(Arrays.stream(line.split(" +"))
                .map(word ->
                        Arrays.stream(word.split("…", -1)).map(Pattern::quote).collect(Collectors.joining("\\S*")))
                .collect(Collectors.joining(" +")));
    }
}
