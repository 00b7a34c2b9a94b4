package io.deadlockwatch.sampler.pprof;

import java.io.InputStream;

/** Fetches pprof pages of one process. */
public interface PprofClient {

    /**
     * Asks for a page.
     *
     * @param page its name under the target's path, for example {@code goroutine}
     * @return the body; a read of it may throw {@link PprofException} too; closing it ends the connection
     */
    InputStream open(PprofTarget target, String page) throws PprofException;
}
