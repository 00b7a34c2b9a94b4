package io.deadlockwatch.cli;

/** How a user ends a command that runs on: Ctrl-C, mostly. */
public interface Interrupts {

    /** Nobody does. */
    Interrupts NONE = stop -> exitCode -> {};

    /**
     * Calls back when the user wants an end; the process then waits, for a while, until it is told that the command has ended.
     *
     * @param stop asks the command to end soon; called once at most, on another thread
     */
    Ending on(Runnable stop);

    /** Takes the exit code of a command that has written all it had to. */
    interface Ending {
        void ended(int exitCode);
    }
}
