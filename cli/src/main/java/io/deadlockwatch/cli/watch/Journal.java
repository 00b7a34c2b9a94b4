package io.deadlockwatch.cli.watch;

import io.deadlockwatch.cli.analysis.SiteView;

/** Is told what happens, as it happens. */
public interface Journal {

    /** A line of news about the watch itself: what was fetched and why, what went wrong. */
    void note(String what);

    /** Something about a site has changed. */
    void site(SiteView site, Change change);

    /** A site at which nothing is wrong any more. */
    void gone(SiteView last);

    /** How a site has changed. */
    enum Change {
        /** There is something to be said against it, or something worse than before. */
        WORSE,
        /** It has twice as many goroutines as when it was last told of. */
        GROWN
    }
}
