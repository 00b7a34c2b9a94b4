package io.deadlockwatch.cli.plugin;

import io.deadlockwatch.cli.Shell;
import io.deadlockwatch.cli.cluster.Tree;
import io.deadlockwatch.cli.report.Advice;
import io.deadlockwatch.cli.report.Page;
import io.deadlockwatch.cli.report.Phrases;
import io.deadlockwatch.core.findings.Finding;
import io.deadlockwatch.core.snapshot.WaitState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** All about one incident, for people: first what and where, then why one may believe it, then what to do. */
final class IncidentReport {

    private static final int MOST_LINES = 400;

    private final Shell shell;
    private final Page page;
    private final Instant now;
    private final Ages ages;

    IncidentReport(Shell shell, Instant now) {
        this.shell = shell;
        this.page = new Page(shell.out(), shell.style());
        this.now = now;
        this.ages = new Ages(now);
    }

    void write(Incident incident, Optional<Finding> finding) {
        Tree status = incident.status();
        WaitState state = WaitState.of(status.at("location", "waitReason").text());
        String verdict = incident.verdict().toUpperCase(Locale.ROOT);
        page.line(shell.style().of(incident.standing(), verdict)
                + " ".repeat(Math.max(1, Page.LABEL - verdict.length()))
                + shell.style()
                        .bold(Phrases.printable(Phrases.count(incident.goroutines(), "goroutine") + " blocked in "
                                + state.words() + ", " + incident.workload())));
        page.row("incident", incident.namespace() + "/" + incident.name() + ", " + incident.state(now));
        page.row("where", incident.function());
        page.row(
                "",
                status.at("location", "file").text() + ":"
                        + status.at("location", "line").text());
        page.row("since", since(incident));
        page.rows("pods", pods(status));
        page.row("needs", Advice.waitsFor(state));
        page.rows(
                "waker",
                finding.map(found ->
                                found.partners().stream().map(Advice::partner).toList())
                        .orElse(List.of()));
        page.blank();
        page.rows("why", Reasons.of(incident));
        finding(incident, finding);
        page.verbatim("stack", lines(status.at("stack").text()));
        page.verbatim("graph", lines(status.at("waitFor").text()));
        page.blank();
        page.verbatim("next", NextSteps.of(incident, now));
    }

    private String since(Incident incident) {
        List<String> parts = new ArrayList<>();
        incident.firstSeen().ifPresent(first -> parts.add(first + ", " + ages.since(Optional.of(first)) + " ago"));
        long episodes = incident.status().at("episodes").number();
        if (episodes > 1) {
            parts.add("opened " + episodes + " times");
        }
        incident.status()
                .at("resolvedAt")
                .instant()
                .ifPresent(end -> parts.add("resolved " + end.truncatedTo(ChronoUnit.SECONDS)));
        return String.join("; ", parts);
    }

    private static List<String> pods(Tree status) {
        List<String> pods = new ArrayList<>();
        for (Tree pod : status.at("pods").items()) {
            String revision = pod.at("revision").text();
            pods.add(pod.at("name").text() + ", "
                    + Phrases.count(pod.at("goroutines").number(), "goroutine")
                    + (revision.isEmpty() ? "" : ", revision " + revision));
        }
        long more = status.at("podsAffected").number() - pods.size();
        if (more > 0) {
            pods.add("and " + more + " more");
        }
        return pods;
    }

    private void finding(Incident incident, Optional<Finding> finding) {
        String rule = incident.status().at("finding", "ruleId").text();
        if (rule.isEmpty()) {
            return;
        }
        page.row(
                "finding",
                rule
                        + finding.map(found -> " (" + found.level() + "): " + found.message())
                                .orElse("") + " [set "
                        + incident.status().at("finding", "set").text() + "]");
        finding.ifPresent(
                found -> page.row("", found.line().file() + ":" + found.line().line()));
        Tree sure = incident.status().at("confidencePercent");
        if (!sure.isMissing()) {
            page.row(
                    "sure",
                    sure.at("total").number() + " % = 0.45 x symbol "
                            + sure.at("symbol").number() + " + 0.35 x path "
                            + sure.at("path").number() + " + 0.20 x context "
                            + sure.at("context").number());
        }
    }

    private static List<String> lines(String text) {
        return text.lines()
                .limit(MOST_LINES)
                .map(line -> line.replace("\t", "    "))
                .toList();
    }
}
