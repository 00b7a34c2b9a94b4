package io.deadlockwatch.cli.report;

import io.deadlockwatch.cli.analysis.Analysis;
import io.deadlockwatch.cli.analysis.SiteView;
import io.deadlockwatch.cli.analysis.StackView;
import io.deadlockwatch.cli.analysis.Standing;
import io.deadlockwatch.core.findings.SourceLine;
import io.deadlockwatch.core.judge.Attribution;
import io.deadlockwatch.core.judge.Match;
import io.deadlockwatch.core.judge.Observation;
import io.deadlockwatch.core.judge.Opinion;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An analysis for people, worst first: what is stuck, where, since when, on what, who should have woken it, how sure that is, what to do next. */
public final class TextReport {

    /** Places of a site, and predictions, that are listed. */
    private static final int SHORT_LIST = 5;

    /** Sites without a fault: a third of the others, as nobody needs them at night. */
    private static final int WAITING_SHARE = 3;

    private final Page page;
    private final Selection selection;

    /**
     * What is shown.
     *
     * @param most sites in full
     * @param rerun what follows the stack in a command that explains it
     */
    public record Selection(int most, String rerun) {}

    public TextReport(PrintWriter out, Style style, Selection selection) {
        this.page = new Page(out, style);
        this.selection = selection;
    }

    public void write(Analysis analysis, String clock) {
        Analysis.Overview seen = analysis.overview();
        page.line(overview(seen, clock));
        List<SiteView> found = analysis.found();
        found.stream().limit(selection.most()).forEach(this::site);
        more(found.size(), selection.most(), "site");
        if (found.isEmpty()) {
            page.blank();
            page.line(page.style().bold("Nothing found."));
            hint(analysis);
        }
        waiting(analysis.waiting());
        if (!analysis.otherStates().isEmpty()) {
            page.blank();
            page.row("other", states(analysis.otherStates()));
        }
        predicted(analysis.attribution().predicted());
        if (!found.isEmpty()) {
            page.blank();
            page.line("All about a stack: deadlockwatch explain STACK" + selection.rerun());
        }
    }

    /** Few sources find little: silence after them is no all-clear. */
    private void hint(Analysis analysis) {
        boolean findings = !analysis.attribution().unseen().isEmpty()
                || !analysis.attribution().borneOut().isEmpty();
        if (!findings
                && analysis.overview().leakProfiles() == 0
                && !analysis.waiting().isEmpty()) {
            page.row(
                    "hint",
                    "without --findings or a leak profile, only what grows, is large, or has waited long by a debug=2 dump is found");
        }
    }

    private static String overview(Analysis.Overview seen, String clock) {
        List<String> parts = new ArrayList<>();
        if (seen.snapshots() > 0) {
            parts.add(Phrases.count(seen.snapshots(), "snapshot")
                    + (seen.span().isPositive() ? " over " + Phrases.duration(seen.span()) : "")
                    + (seen.snapshots() > 1 ? clock : ""));
        }
        if (seen.leakProfiles() > 0) {
            parts.add(Phrases.count(seen.leakProfiles(), "leak profile"));
        }
        parts.add(Phrases.count(seen.goroutines(), "goroutine") + " on " + Phrases.count(seen.stacks(), "stack"));
        return String.join(", ", parts);
    }

    private void site(SiteView site) {
        StackView worst = site.worst();
        page.blank();
        page.line(page.style().of(site.standing(), site.standing().name())
                + " ".repeat(Page.LABEL - site.standing().name().length())
                + page.style().bold(headline(site)));
        page.row("where", site.site().symbol());
        page.rows("", places(site));
        page.row("since", since(worst.seen()));
        page.row("needs", Advice.waitsFor(worst.seen().stack().state()));
        boolean trusted =
                worst.judgement().flatMap(judged -> judged.match()).isPresent() || site.standing() == Standing.MATCHED;
        page.rows("waker", Advice.waker(worst, trusted));
        page.rows("why", reasons(worst));
        page.row("next", Advice.next(worst));
        page.row("stack", worst.fingerprint());
    }

    /** What is stuck, and how bad it is. */
    static String headline(SiteView site) {
        String who = Phrases.count(site.goroutines(), "goroutine");
        String in = " in " + site.state();
        return switch (site.standing()) {
            case PROVEN -> who + " blocked for ever" + in;
            case CONFIRMED -> who + " blocked, as predicted," + in;
            case SUSPECTED -> who + " perhaps blocked" + in;
            case MATCHED -> who + " where a finding predicts a block," + in;
            case WAITING -> who + in;
        };
    }

    static List<String> places(SiteView site) {
        Map<String, Long> places = site.places();
        if (places.isEmpty()) {
            return List.of("(place not known)");
        }
        if (places.size() == 1) {
            return List.copyOf(places.keySet());
        }
        List<String> lines = new ArrayList<>(places.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(SHORT_LIST)
                .map(place -> place.getValue() + " at " + place.getKey())
                .toList());
        if (places.size() > SHORT_LIST) {
            lines.add("and " + (places.size() - SHORT_LIST) + " more places");
        }
        return lines;
    }

    static String since(Observation seen) {
        List<String> parts = new ArrayList<>();
        if (seen.dumps().longestWait().isPositive()) {
            parts.add("one of them " + Phrases.duration(seen.dumps().longestWait()) + " or longer, by Go's own clock");
        }
        if (seen.blockedFor().isPositive()) {
            parts.add(Phrases.duration(seen.blockedFor())
                    + " at least: in each of the snapshots since, never fewer than " + seen.min());
        }
        if (!parts.isEmpty()) {
            return String.join("; ", parts);
        }
        return seen.goodSamples() > 1
                ? "not known: no time lies between the snapshots that show them"
                : "not known: seen once, and nothing tells an age";
    }

    private static List<String> reasons(StackView stack) {
        if (stack.standing() != Standing.MATCHED) {
            return stack.opinion().reasons().stream()
                    .map(reason -> "- " + reason)
                    .toList();
        }
        return stack.match().map(TextReport::match).orElse(List.of());
    }

    static List<String> match(Match match) {
        return List.of(
                "- static finding " + match.finding().ruleId() + ": "
                        + match.finding().message(),
                "- confidence " + match.percent() + ": symbol "
                        + match.confidence().symbol() + ", path "
                        + match.confidence().path() + ", context "
                        + match.confidence().context());
    }

    private void waiting(List<SiteView> waiting) {
        if (waiting.isEmpty()) {
            return;
        }
        int most = Math.max(1, selection.most() / WAITING_SHARE);
        page.blank();
        page.line("Waiting, and nothing shows that they will not go on:");
        int digits = String.valueOf(waiting.getFirst().goroutines()).length();
        for (SiteView site : waiting.subList(0, Math.min(most, waiting.size()))) {
            String count = String.valueOf(site.goroutines());
            String benign = why(site.worst());
            page.line("  " + " ".repeat(digits - count.length()) + count + "  " + site.state() + " in "
                    + Phrases.printable(site.site().symbol()) + page.style().dim(Phrases.printable(benign)));
        }
        more(waiting.size(), most, "site");
    }

    private static String why(StackView stack) {
        if (stack.opinion() instanceof Opinion.Silence silence && silence.cause() == Opinion.Cause.IGNORED) {
            return " (" + silence.reasons().getFirst() + ")";
        }
        return stack.benign().map(fine -> " (benign: " + fine.reason() + ")").orElse("");
    }

    private void more(int all, int shown, String noun) {
        if (all > shown) {
            page.line(page.style().dim("  and " + Phrases.count(all - shown, "more " + noun) + " (--all shows them)"));
        }
    }

    private static String states(Map<String, Long> states) {
        return states.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(state -> state.getValue() + " " + state.getKey())
                .collect(Collectors.joining(", "));
    }

    private void predicted(List<Attribution.Prediction> predicted) {
        if (predicted.isEmpty()) {
            return;
        }
        page.blank();
        page.line("Predicted by findings of level error, and not seen here:");
        for (Attribution.Prediction prediction : predicted.subList(0, Math.min(SHORT_LIST, predicted.size()))) {
            SourceLine line = prediction.finding().line();
            page.line("  " + prediction.finding().ruleId() + "  "
                    + Phrases.printable(line.file() + ":" + line.line() + "  "
                            + prediction.finding().message()));
        }
        more(predicted.size(), SHORT_LIST, "prediction");
    }
}
