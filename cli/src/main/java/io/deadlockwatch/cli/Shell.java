package io.deadlockwatch.cli;

import io.deadlockwatch.cli.report.Style;
import java.io.InputStream;
import java.io.PrintWriter;

/**
 * What the command has of the world around it.
 *
 * @param style of text for people
 * @param interrupts whoever ends a command that runs on
 */
public record Shell(InputStream in, PrintWriter out, PrintWriter err, Style style, Interrupts interrupts) {

    /** A sentence for the one at the terminal, beside the output. */
    public void warn(String what) {
        err.println("warning: " + what);
        err.flush();
    }
}
