package io.deadlockwatch.core.protocol;

import java.util.List;
import java.util.Locale;

/**
 * The last that was seen of a target that is no more: a liveness probe may have ended it because of what it shows.
 *
 * @param incarnation the number it had
 * @param buildId empty if not known
 * @param goodSamples that were taken of it
 * @param entries what was blocked at the end and had been for some samples; their text stands among the report's stacks
 */
public record EndedIncarnation(
        long incarnation, Cause cause, String buildId, long goodSamples, List<StackEntry> entries) {

    /** Entries in one. */
    public static final int MAX_ENTRIES = 256;

    public EndedIncarnation {
        entries = List.copyOf(entries);
    }

    /** How the sampler knows that another process answers. */
    public enum Cause {
        /** The connection was refused or cut, then the same build answered. */
        RESTARTED,
        /** Another build answers. */
        REPLACED,
        /** The operator named another place. */
        MOVED;

        /** The form on the wire. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
