package io.deadlockwatch.core.text;

/**
 * The innermost calls of a stack that a {@code debug=1} profile lists as program counters and does not name: those of the runtime.
 *
 * @param count how many there are
 * @param first the innermost; 0 if there is none
 * @param second the one that called it; 0 if there is none
 * @param third the one that called that; 0 if there is none
 */
record HiddenCalls(int count, long first, long second, long third) {

    static final HiddenCalls NONE = new HiddenCalls(0, 0, 0, 0);

    /** The first of these program counters. */
    static HiddenCalls of(long[] counters, int count) {
        return new HiddenCalls(
                count, count > 0 ? counters[0] : 0, count > 1 ? counters[1] : 0, count > 2 ? counters[2] : 0);
    }
}
