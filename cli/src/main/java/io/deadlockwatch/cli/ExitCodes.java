package io.deadlockwatch.cli;

/** What the command tells the shell. */
public final class ExitCodes {

    public static final int CLEAN = 0;
    public static final int FOUND = 1;

    /** Wrong usage, or an input that cannot be read. */
    public static final int ERROR = 2;

    private ExitCodes() {}
}
