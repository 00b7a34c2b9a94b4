package io.deadlockwatch.core.text;

import org.jspecify.annotations.Nullable;

/** Takes what a {@link DumpScanner} finds. Calls come innermost first, each after its arguments, and then the goroutine they belong to. */
interface GoroutineSink {

    /** The arguments of the next call, in the text between its parentheses. The bytes are there during this call only. */
    void arguments(byte[] bytes, int from, int to);

    void call(CallSite site);

    /**
     * The end of a goroutine.
     *
     * @param stack its outermost call, or its state if it has none
     * @param elided whether Go left out frames
     * @param origin where it was started; null if that is not printed
     * @param creator the goroutine that started it, 0 if not told
     */
    void goroutine(long id, Header header, CallNode stack, boolean elided, @Nullable CallSite origin, long creator);

    /** What came since the last goroutine belongs to none that can be used. */
    void dropped();

    /** This goroutine does not fit; {@code why} names the limit. */
    void left(long id, String why);
}
