package io.deadlockwatch.operator.app;

import java.io.IOException;

/** A role as the process sees it. All calls come from one thread, but for the last. */
interface RoleLife {

    /** Starts; returns when the role can do its work. */
    void start() throws IOException;

    /** Regular work, every few seconds. */
    void beat() throws IOException;

    void stop();
}
