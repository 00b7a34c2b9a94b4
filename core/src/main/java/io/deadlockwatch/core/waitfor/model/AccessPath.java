package io.deadlockwatch.core.waitfor.model;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How an address follows from what a call knows: a root, then steps from left to right. {@code p0+16*+8} is the word in parameter 0, plus 16, the pointer that is
 * stored there, plus 8.
 */
public record AccessPath(Root root, List<Step> steps) {

    /** Equal to nothing, not even to itself. */
    public static final AccessPath UNKNOWN = new AccessPath(new Root.Unknown(), List.of());

    private static final Pattern STEP = Pattern.compile("\\+(\\d{1,18})|[*!]");
    private static final Pattern NUMBERED = Pattern.compile("[pf]\\d{1,4}");

    /** Where a path begins. */
    public sealed interface Root {
        /** What a parameter was at the call, receiver first. */
        record Parameter(int index) implements Root {}

        /** The address of a captured variable. */
        record Captured(int index) implements Root {}

        /** The address of a package variable. */
        record Global(String name) implements Root {}

        /** A value of one call: equal to itself there. */
        record Local(String name) implements Root {}

        /** Nothing is known. */
        record Unknown() implements Root {}
    }

    /** One operation on an address. */
    public sealed interface Step {
        /** Adds bytes. */
        record Add(long bytes) implements Step {}

        /**
         * Loads the pointer that is stored at the address.
         *
         * @param stable whether nobody stores there once the object is built
         */
        record Load(boolean stable) implements Step {}
    }

    public AccessPath {
        steps = List.copyOf(steps);
    }

    /** Whether an address that follows this path can be compared with another. */
    public boolean isKnown() {
        return !(root instanceof Root.Unknown);
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException if the text is no path
     */
    public static AccessPath parse(String text) {
        if (text.isEmpty() || text.equals("?")) {
            return UNKNOWN;
        }
        Matcher step = STEP.matcher(text);
        int end = text.length();
        List<Step> steps = new ArrayList<>();
        int from = startOfSteps(text);
        for (int at = from; at < end; at = step.end()) {
            if (!step.find(at) || step.start() != at) {
                throw new IllegalArgumentException("not a path: " + text);
            }
            steps.add(
                    step.group(1) != null
                            ? new Step.Add(Long.parseLong(step.group(1)))
                            : new Step.Load(text.charAt(at) == '*'));
        }
        return new AccessPath(root(text.substring(0, from), text), steps);
    }

    private static Root root(String root, String text) {
        if (root.startsWith("g:")) {
            return new Root.Global(root.substring(2));
        }
        if (root.startsWith("v:")) {
            return new Root.Local(root.substring(2));
        }
        if (root.equals("?")) {
            return new Root.Unknown();
        }
        if (!NUMBERED.matcher(root).matches()) {
            throw new IllegalArgumentException("not a path: " + text);
        }
        int index = Integer.parseInt(root.substring(1));
        return root.charAt(0) == 'p' ? new Root.Parameter(index) : new Root.Captured(index);
    }

    private static int startOfSteps(String text) {
        for (int i = 1; i < text.length(); i++) {
            if ("+*!".indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }
}
