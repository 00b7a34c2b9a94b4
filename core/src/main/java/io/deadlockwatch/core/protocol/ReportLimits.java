package io.deadlockwatch.core.protocol;

/**
 * How much a report may hold. What goes beyond is refused with a {@link ReportException} that names the limit and what was found.
 *
 * @param bodyBytes as received, that is gzipped if the sender did so
 * @param plainBytes after gunzip
 * @param entries in one report; holds for new stacks too
 * @param frames in one stack
 * @param nameChars in a function or file name, and in every other text that has no limit of its own
 * @param depth of JSON nesting
 */
public record ReportLimits(long bodyBytes, long plainBytes, int entries, int frames, int nameChars, int depth) {

    /** The limits of protocol version 1, as in {@code docs/reference/report-protocol.md}. */
    public static final ReportLimits DEFAULTS = new ReportLimits(1 << 20, 8 << 20, 2_048, 160, 1_024, 8);

    /** Characters in {@link TargetStatus#detail()}. */
    public static final int DETAIL_CHARS = 256;

    public ReportLimits {
        if (bodyBytes < 1 || plainBytes < 1 || entries < 1 || frames < 1 || nameChars < DETAIL_CHARS || depth < 5) {
            throw new IllegalArgumentException("limits too small for any report");
        }
    }
}
