package io.deadlockwatch.cli.watch;

/** A kind of snapshot, cheapest first. */
public enum Rung {
    /** All goroutines grouped by stack: stops the process for microseconds. */
    STACKS("goroutine", "snapshot"),
    /** Goroutines that nothing can wake: costs about a garbage collection. Go 1.27. */
    LEAKS("goroutineleak", "leak profile"),
    /** Every single goroutine: stops the process until all are printed. */
    DUMP("goroutine?debug=2", "debug=2 dump");

    private final String page;
    private final String words;

    Rung(String page, String words) {
        this.page = page;
        this.words = words;
    }

    /** The page's name. */
    public String page() {
        return page;
    }

    public String words() {
        return words;
    }
}
