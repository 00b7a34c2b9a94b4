package io.deadlockwatch.core.judge;

import io.deadlockwatch.core.findings.SourcePaths;
import io.deadlockwatch.core.identity.NamedStack;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Places that a user knows and wants to hear nothing of, each with a reason. */
public final class IgnoreList {

    /** Nothing is ignored. */
    public static final IgnoreList EMPTY = new IgnoreList(List.of());

    /** Most entries of a list. */
    public static final int MAX_ENTRIES = 1_000;

    /** What an entry names. */
    public enum Kind {
        /** Symbol and operation: {@code main.(*Pool).worker|chan receive}. */
        SITE,
        /** Symbol of the innermost user frame, {@code *} standing for any text. */
        FUNCTION,
        /** File of the innermost user frame, or the end of its path from a slash on, {@code *} standing for any text. */
        FILE
    }

    /**
     * One place.
     *
     * @param reason shown wherever the place would have been
     */
    public record Entry(Kind kind, String pattern, String reason) {
        public Entry {
            if (pattern.isBlank() || reason.isBlank()) {
                throw new IllegalArgumentException("an ignored place needs a pattern and a reason");
            }
        }
    }

    private record Rule(Entry entry, Glob glob, Glob deeper) {

        static Rule of(Entry entry) {
            return new Rule(entry, Glob.of(entry.pattern()), Glob.of("*/" + entry.pattern()));
        }

        boolean fits(NamedStack stack) {
            return switch (entry.kind()) {
                case SITE -> entry.pattern().equals(stack.site().toString());
                case FUNCTION -> glob.fits(stack.site().symbol());
                case FILE -> {
                    String file = SourcePaths.slashed(stack.where().file());
                    yield glob.fits(file) || deeper.fits(file);
                }
            };
        }
    }

    private final List<Rule> rules;

    private IgnoreList(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /**
     * A list of these entries; the first that fits a stack gives the reason.
     *
     * @throws IllegalArgumentException if there are too many
     */
    public static IgnoreList of(List<Entry> entries) {
        if (entries.size() > MAX_ENTRIES) {
            throw new IllegalArgumentException(entries.size() + " ignored places, limit is " + MAX_ENTRIES);
        }
        List<Rule> rules = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            rules.add(Rule.of(entry));
        }
        return new IgnoreList(rules);
    }

    /** The entry that says to ignore a stack, if one does. */
    public Optional<Entry> find(NamedStack stack) {
        for (Rule rule : rules) {
            if (rule.fits(stack)) {
                return Optional.of(rule.entry());
            }
        }
        return Optional.empty();
    }
}
