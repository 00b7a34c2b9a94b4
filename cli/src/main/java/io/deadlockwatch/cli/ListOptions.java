package io.deadlockwatch.cli;

import io.deadlockwatch.cli.report.TextReport;
import picocli.CommandLine.Option;

/** How long lists for people get. */
public final class ListOptions {

    private static final int MOST = 20;

    @Option(names = "--all", description = "Lists everything; else text shows the " + MOST + " worst sites.")
    private boolean all;

    public TextReport.Selection selection(String rerun) {
        return new TextReport.Selection(all ? Integer.MAX_VALUE : MOST, rerun);
    }
}
