package io.deadlockwatch.core.judge;

/** An independent reason to believe that goroutines are blocked for ever. */
public enum Evidence {
    /** The stack was there all the time, or a goroutine on it was. */
    PERSISTENT("Persistent"),
    /** It keeps more and more goroutines. */
    GROWING("Growing"),
    /** What they wait for is out of reach of all that can still run. */
    UNREACHABLE("Unreachable"),
    /** They wait for each other. */
    CYCLE("Cycle"),
    /** The source was found to allow it. */
    STATIC_MATCH("StaticMatch");

    private final String title;

    Evidence(String title) {
        this.title = title;
    }

    /** Whether it proves alone that they are blocked for ever. */
    public boolean isProof() {
        return this == UNREACHABLE || this == CYCLE;
    }

    /** The form in resources and events. */
    public String title() {
        return title;
    }
}
