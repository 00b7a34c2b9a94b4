package io.deadlockwatch.sampler.pprof;

import java.io.InputStream;

/** Fetches pprof pages of one process. A read of what they return may throw {@link PprofException} too; closing it ends the connection. */
public interface PprofClient {

    /**
     * Asks for a profile.
     *
     * @param page its name under the target's path, for example {@code goroutine}
     */
    InputStream open(PprofTarget target, String page) throws PprofException;

    /** Asks for a page that is text, as a {@code debug=2} dump is; an HTML page is none. */
    InputStream openText(PprofTarget target, String page) throws PprofException;

    /** Asks for the page, in HTML, that lists the profiles. */
    InputStream openIndex(PprofTarget target) throws PprofException;
}
