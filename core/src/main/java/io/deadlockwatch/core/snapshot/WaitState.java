package io.deadlockwatch.core.snapshot;

/** What a goroutine is doing or waiting for, in the words Go prints in a {@code debug=2} header. */
public sealed interface WaitState permits KnownState, UnknownState {

    /** The wait reason as Go prints it, for example {@code chan send (nil chan)}. */
    String words();

    /** The wait operation without its variants: {@code chan send} for {@code chan send (nil chan)}. */
    String operation();

    /** Whether a goroutine can stay in this state for ever because nobody wakes it. */
    boolean canBlockForEver();

    /** The state with these words; words no known Go version prints are kept, never refused. */
    static WaitState of(String words) {
        KnownState known = KnownState.byWords(words);
        return known != null ? known : new UnknownState(words);
    }
}
