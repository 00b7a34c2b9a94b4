package io.deadlockwatch.cli;

import io.deadlockwatch.cli.report.Style;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

/** The command as a test runs it. */
final class Cli {

    static final Path TESTDATA = Path.of("..", "testdata");
    static final String FINDINGS = TESTDATA.resolve("findings/programs.sarif").toString();

    private Cli() {}

    /** What the command wrote and answered. */
    record Run(int code, String out, String err) {}

    static Run run(String... args) {
        return run(Style.PLAIN, new ByteArrayInputStream(new byte[0]), args);
    }

    static Run run(Style style, InputStream in, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Shell shell = new Shell(in, new PrintWriter(out), new PrintWriter(err), style, Interrupts.NONE);
        int code = Main.run(shell, args);
        return new Run(code, out.toString(), err.toString());
    }

    /** A snapshot of a program: {@code early.pb.gz}, {@code late.pb.gz} and, of some, more. */
    static String snapshot(String program, String file) {
        return TESTDATA.resolve("snapshots/programs/" + program + "/" + file).toString();
    }

    /** A text dump of a program that was written for its locks. */
    static String dump(String file) {
        return TESTDATA.resolve("lockjoin/go1.26.8/" + file).toString();
    }
}
