package io.deadlockwatch.core.judge;

/** An independent reason to believe that goroutines are blocked for ever. */
public enum Evidence {
    PERSISTENT("Persistent"),
    GROWING("Growing"),
    UNREACHABLE("Unreachable"),
    CYCLE("Cycle"),
    STATIC_MATCH("StaticMatch");

    private final String title;

    Evidence(String title) {
        this.title = title;
    }

    /** The form in resources and events. */
    public String title() {
        return title;
    }
}
