package io.deadlockwatch.cli.watch;

import io.deadlockwatch.cli.analysis.SiteView;
import io.deadlockwatch.cli.analysis.StackView;
import io.deadlockwatch.cli.report.Phrases;
import io.deadlockwatch.cli.report.Style;
import io.deadlockwatch.core.judge.Match;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What happens, one line each, with the time of day. */
public final class TextJournal implements Journal {

    private static final int VERDICT = 9;

    private final PrintWriter out;
    private final Style style;
    private final InstantSource clock;
    private final DateTimeFormatter format;

    public TextJournal(PrintWriter out, Style style, InstantSource clock, ZoneId zone) {
        this.out = out;
        this.style = style;
        this.clock = clock;
        this.format = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(zone);
    }

    @Override
    public void note(String what) {
        line(" ".repeat(VERDICT), style.dim(Phrases.printable(what)));
    }

    @Override
    public void site(SiteView site, Change change) {
        StackView worst = site.worst();
        String name = site.standing().name();
        String how = worst.seen().blockedFor().isPositive()
                ? " for " + Phrases.duration(worst.seen().blockedFor())
                : "";
        String match = worst.match()
                .filter(found -> worst.standing().isFound())
                .map(TextJournal::words)
                .orElse("");
        line(
                style.of(site.standing(), name) + " ".repeat(VERDICT - name.length()),
                Phrases.printable((change == Change.GROWN ? "now " : "") + Phrases.count(site.goroutines(), "goroutine")
                        + " in " + site.state() + how + " at " + site.site().symbol() + place(worst) + match + " ["
                        + worst.fingerprint() + "]"));
    }

    private static String place(StackView stack) {
        String file = stack.where().file();
        return file.isEmpty()
                ? ""
                : " (" + file.substring(file.lastIndexOf('/') + 1) + ":"
                        + stack.where().line() + ")";
    }

    private static String words(Match match) {
        return ": " + match.finding().ruleId() + ", confidence " + match.percent();
    }

    @Override
    public void gone(SiteView last) {
        line("over     ", Phrases.printable(last.site().symbol() + ": nothing to be said against it any more"));
    }

    private void line(String verdict, String text) {
        out.println(format.format(clock.instant()) + "  " + verdict + "  " + text);
        out.flush();
    }
}
