package io.deadlockwatch.cli.plugin;

import io.deadlockwatch.cli.Shell;
import io.deadlockwatch.cli.cluster.Tree;
import io.deadlockwatch.cli.report.Page;
import io.deadlockwatch.cli.report.Phrases;
import io.deadlockwatch.cli.report.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Watches for people: the first line of each says whether to worry. */
final class StatusReport {

    private static final int MOST_INCIDENTS = 5;

    /** Conditions that are a fault while they hold; the others are one while they do not. */
    private static final Set<String> FAULTS =
            Set.of("Conflict", "InjectionSuspended", "IncidentsTruncated", "BaselineMissing");

    private final Shell shell;
    private final Page page;
    private final Ages ages;

    StatusReport(Shell shell, Ages ages) {
        this.shell = shell;
        this.page = new Page(shell.out(), shell.style());
        this.ages = ages;
    }

    void write(List<Tree> watches, List<Incident> open) {
        boolean first = true;
        for (Tree watch : watches) {
            if (!first) {
                page.blank();
            }
            first = false;
            watch(watch, open);
        }
    }

    private void watch(Tree watch, List<Incident> open) {
        String namespace = watch.at("metadata", "namespace").text();
        String name = watch.at("metadata", "name").text();
        Tree status = watch.at("status");
        Style style = shell.style();
        page.line(style.bold(Phrases.printable(namespace + "/" + name)) + "  " + overview(watch));
        page.row("pods", pods(status.at("pods")));
        page.rows(
                "revision",
                status.at("revisions").items().stream()
                        .map(StatusReport::revision)
                        .toList());
        for (Tree gap : status.at("gaps").items()) {
            page.row("gap", gap(gap));
            page.row("", gap.at("message").text());
        }
        page.rows("trouble", trouble(status));
        incidents(open.stream()
                .filter(incident -> incident.namespace().equals(namespace)
                        && incident.watch().equals(name))
                .toList());
    }

    private static String overview(Tree watch) {
        if (watch.at("spec", "paused").text().equals("true")) {
            return "paused: nothing is sampled";
        }
        Tree status = watch.at("status");
        if (status.isMissing()) {
            return "no status yet: is the operator running, and does it watch this namespace?";
        }
        return "coverage " + status.at("coveragePercent").number() + "%"
                + (watch.at("spec", "mode").text().equals("Remote") ? ", remote" : "");
    }

    private static String pods(Tree pods) {
        if (pods.isMissing()) {
            return "";
        }
        List<String> parts = new ArrayList<>();
        parts.add(pods.at("observed").number() + " of " + pods.at("matched").number() + " observed");
        part(parts, pods.at("unobserved").number(), "unobserved");
        part(parts, pods.at("starting").number(), "starting");
        part(parts, pods.at("outdated").number(), "with a sampler of another version");
        return String.join(", ", parts);
    }

    private static void part(List<String> parts, long count, String what) {
        if (count > 0) {
            parts.add(count + " " + what);
        }
    }

    private static String revision(Tree revision) {
        String set = revision.at("findingSet").text();
        return revision.at("revision").text() + ": " + revision.at("observed").number() + " of "
                + Phrases.count(revision.at("pods").number(), "pod") + " observed, "
                + (set.isEmpty() ? "no static findings: only proof can confirm" : "findings " + set);
    }

    private static String gap(Tree gap) {
        String example = gap.at("example").text();
        return gap.at("reason").text() + ", " + Phrases.count(gap.at("pods").number(), "pod")
                + (example.isEmpty() ? "" : ", for example " + example);
    }

    private static List<String> trouble(Tree status) {
        return status.at("conditions").items().stream()
                .filter(condition -> FAULTS.contains(condition.at("type").text())
                        ? condition.at("status").text().equals("True")
                        : condition.at("status").text().equals("False"))
                .map(condition -> condition.at("type").text() + " is "
                        + condition.at("status").text() + " ("
                        + condition.at("reason").text() + "): "
                        + condition.at("message").text())
                .toList();
    }

    private void incidents(List<Incident> open) {
        if (open.isEmpty()) {
            page.row("open", "no incident");
            return;
        }
        page.row(
                "open",
                Phrases.count(open.size(), "incident") + "; kubectl deadlockwatch explain NAME tells all about one");
        for (Incident incident : open.subList(0, Math.min(MOST_INCIDENTS, open.size()))) {
            page.line(" ".repeat(Page.LABEL)
                    + shell.style().of(incident.standing(), incident.verdict())
                    + Phrases.printable("  " + incident.name() + "  "
                            + Phrases.count(incident.goroutines(), "goroutine") + " at " + incident.place() + " for "
                            + ages.since(incident.firstSeen())));
        }
        if (open.size() > MOST_INCIDENTS) {
            page.line(" ".repeat(Page.LABEL) + "and " + (open.size() - MOST_INCIDENTS)
                    + " more: kubectl deadlockwatch incidents");
        }
    }
}
