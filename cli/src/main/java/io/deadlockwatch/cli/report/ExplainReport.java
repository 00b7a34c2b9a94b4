package io.deadlockwatch.cli.report;

import io.deadlockwatch.cli.analysis.Search;
import io.deadlockwatch.cli.analysis.SiteView;
import io.deadlockwatch.cli.analysis.StackView;
import io.deadlockwatch.core.findings.Finding;
import io.deadlockwatch.core.findings.FlowStep;
import io.deadlockwatch.core.judge.Match;
import io.deadlockwatch.core.judge.Observation;
import io.deadlockwatch.core.snapshot.Frame;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** All about one stack, for people. */
public final class ExplainReport {

    private static final int MAX_FRAMES = 160;

    private final Page page;

    public ExplainReport(PrintWriter out, Style style) {
        this.page = new Page(out, style);
    }

    /**
     * Writes it.
     *
     * @param counts goroutines on the stack in each snapshot, oldest first
     */
    public void write(SiteView site, StackView stack, List<Search.Count> counts) {
        Observation seen = stack.seen();
        page.line(page.style().of(stack.standing(), stack.standing().name())
                + " ".repeat(Page.LABEL - stack.standing().name().length())
                + page.style()
                        .bold(Phrases.count(seen.count(), "goroutine") + " in "
                                + seen.stack().state().words()));
        page.row("stack", stack.fingerprint());
        page.row("site", site.site().toString());
        others(site, stack);
        frames(seen.stack().frames(), stack.where());
        seen.dumps()
                .origin()
                .ifPresent(
                        origin -> page.row("started", origin.function() + " " + origin.file() + ":" + origin.line()));
        page.blank();
        page.row("since", TextReport.since(seen));
        page.rows("counts", counts(counts));
        page.row("needs", Advice.waitsFor(seen.stack().state()));
        page.rows("waker", Advice.waker(stack, stack.match().isPresent()));
        page.blank();
        page.rows("verdict", verdict(stack));
        stack.benign()
                .ifPresent(fine -> page.row(
                        "benign",
                        "known to wait for " + fine.reason()
                                + (fine.meantForEver() ? ", as long as the program runs" : "")));
        stack.match().ifPresent(this::finding);
        page.blank();
        page.row("next", Advice.next(stack));
    }

    private void others(SiteView site, StackView stack) {
        int others = site.stacks().size() - 1;
        if (others > 0) {
            long goroutines = site.goroutines() - stack.seen().count();
            page.row(
                    "",
                    Phrases.count(others, "other stack") + " of this site with "
                            + Phrases.count(goroutines, "goroutine") + ": "
                            + String.join(
                                    ", ",
                                    site.stacks().stream()
                                            .map(StackView::fingerprint)
                                            .filter(fingerprint -> !fingerprint.equals(stack.fingerprint()))
                                            .limit(3)
                                            .toList())
                            + (others > 3 ? ", ..." : ""));
        }
    }

    /** Innermost first, the user's own innermost frame marked. */
    private void frames(List<Frame> frames, Frame where) {
        page.blank();
        List<String> lines = new ArrayList<>();
        boolean marked = false;
        for (Frame frame : frames.subList(0, Math.min(MAX_FRAMES, frames.size()))) {
            boolean here = !marked && frame.equals(where);
            marked |= here;
            lines.add((here ? "> " : "  ") + frame.function());
            lines.add("      " + (frame.file().isEmpty() ? "(place not known)" : frame.file() + ":" + frame.line()));
        }
        page.verbatim("frames", lines);
    }

    private static List<String> counts(List<Search.Count> counts) {
        long most = counts.stream().mapToLong(Search.Count::goroutines).max().orElse(0);
        int digits = String.valueOf(most).length();
        return counts.stream()
                .map(count ->
                        String.format(Locale.ROOT, "%" + digits + "d in %s", count.goroutines(), count.snapshot()))
                .toList();
    }

    private static List<String> verdict(StackView stack) {
        List<String> lines = new ArrayList<>();
        lines.add(stack.standing().isFound() ? stack.standing().wire() : "none");
        stack.opinion().reasons().forEach(reason -> lines.add("- " + reason));
        return lines;
    }

    private void finding(Match match) {
        Finding finding = match.finding();
        page.blank();
        page.row("finding", finding.ruleId() + " (" + finding.level() + "): " + finding.message());
        page.row("", finding.line().file() + ":" + finding.line().line());
        page.row(
                "sure",
                match.percent() + " % = 0.45 x symbol " + match.confidence().symbol() + " + 0.35 x path "
                        + match.confidence().path() + " + 0.20 x context "
                        + match.confidence().context()
                        + (match.capPercent() < 100 ? ", at most " + match.capPercent() : ""));
        page.rows("flow", finding.flow().stream().map(ExplainReport::step).toList());
        page.rows("partners", finding.partners().stream().map(Advice::partner).toList());
        page.rows(
                "less fit",
                match.others().stream()
                        .map(other -> other.finding().ruleId() + " at "
                                + other.finding().line().file() + ":"
                                + other.finding().line().line() + ", " + other.percent() + " %")
                        .toList());
    }

    private static String step(FlowStep step) {
        return String.format(Locale.ROOT, "%-5s %s", step.kind().name().toLowerCase(Locale.ROOT), step.symbol())
                + (step.line().file().isEmpty()
                        ? ""
                        : " " + step.line().file() + ":" + step.line().line());
    }
}
