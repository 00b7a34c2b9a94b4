package io.deadlockwatch.cli;

/** What the command tells the shell. */
final class ExitCodes {

    static final int CLEAN = 0;
    static final int FOUND = 1;

    /** Wrong usage, or an input that cannot be read. */
    static final int ERROR = 2;

    private ExitCodes() {}
}
