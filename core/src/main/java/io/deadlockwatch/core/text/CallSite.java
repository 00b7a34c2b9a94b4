package io.deadlockwatch.core.text;

import io.deadlockwatch.core.snapshot.Frame;

/** A place in a function from which another is called, or where it waits. */
final class CallSite extends Table.Entry<CallSite> {

    final Function function;

    /** The line that names the place, from its tab to the offset in the function; what a crash prints after that differs from goroutine to goroutine. */
    final byte[] place;

    final Frame frame;

    /** Whether it is in C, or another language that Go's runtime asks somebody else about. */
    final boolean foreign;

    CallSite(int hash, Function function, byte[] place, Frame frame, boolean foreign) {
        super(hash);
        this.function = function;
        this.place = place;
        this.frame = frame;
        this.foreign = foreign;
    }
}
