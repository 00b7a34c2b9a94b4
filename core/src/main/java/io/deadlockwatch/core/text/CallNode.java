package io.deadlockwatch.core.text;

import org.jspecify.annotations.Nullable;

/**
 * The beginning of one or more stacks that differ: a state, and the calls from the innermost one to this. It knows what followed here before; in a dump of many
 * goroutines on few stacks one of these mostly follows again, and is compared instead of parsed.
 */
final class CallNode extends Table.Entry<CallNode> {

    /** One call further in; none for a state. */
    final @Nullable CallNode inner;

    /** The call; none for a state. */
    final @Nullable CallSite site;

    /** The state all this begins with. */
    final StateNode state;

    final int depth;

    /** Whether the function that takes dumps is among the calls. */
    final boolean takesDumps;

    /** What followed last time. */
    @Nullable
    CallNode predicted;

    /** What is known of the goroutines whose stack ends here; none if none does. */
    @Nullable
    Tally tally;

    CallNode(int hash, CallNode inner, CallSite site) {
        super(hash);
        this.inner = inner;
        this.site = site;
        this.state = inner.state;
        this.depth = inner.depth + 1;
        this.takesDumps = inner.takesDumps || site.function.takesDumps();
    }

    CallNode(int hash, StateNode state) {
        super(hash);
        this.inner = null;
        this.site = null;
        this.state = state;
        this.depth = 0;
        this.takesDumps = false;
    }
}
