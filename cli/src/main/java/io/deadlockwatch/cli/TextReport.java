package io.deadlockwatch.cli;

import io.deadlockwatch.core.judge.Match;
import io.deadlockwatch.core.snapshot.Snapshot;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** An analysis for people. */
final class TextReport {

    private TextReport() {}

    static void write(Analysis analysis, List<Snapshot> snapshots, PrintWriter out) {
        Snapshot last = snapshots.getLast();
        out.printf(
                Locale.ROOT,
                "%s, %s on %s%n",
                count(snapshots.size(), "snapshot"),
                count(last.goroutines(), "goroutine"),
                count(last.stacks().size(), "stack"));
        for (Analysis.SiteView site : analysis.sites()) {
            write(site, out);
        }
        if (!analysis.otherStates().isEmpty()) {
            out.println();
            out.println("not waiting for other goroutines: "
                    + analysis.otherStates().entrySet().stream()
                            .map(state -> state.getValue() + " " + state.getKey())
                            .collect(Collectors.joining(", ")));
        }
    }

    private static void write(Analysis.SiteView site, PrintWriter out) {
        out.println();
        String verdict = site.judgement()
                .map(judgement -> judgement.verdict().name())
                .orElse(site.match().isPresent() ? "MATCHED" : "WAITING");
        out.printf(
                Locale.ROOT,
                "%-9s  %s in %s%n           %s%n           %s%n",
                verdict,
                count(site.goroutines(), "goroutine"),
                site.state(),
                site.site().symbol(),
                places(site));
        if (site.judgement().isPresent()) {
            site.judgement().get().reasons().forEach(reason -> out.println("           - " + reason));
        } else if (site.match().isPresent()) {
            Match match = site.match().get();
            out.printf(
                    Locale.ROOT,
                    "           - static finding %s: %s%n           - confidence %d: symbol %d, path %d, context %d%n",
                    match.finding().ruleId(),
                    match.finding().message(),
                    match.confidence().total(),
                    match.confidence().symbol(),
                    match.confidence().path(),
                    match.confidence().context());
        }
    }

    private static String places(Analysis.SiteView site) {
        if (site.where().file().isEmpty()) {
            return "(place not known)";
        }
        if (site.places().size() == 1) {
            return String.join("", site.places().keySet());
        }
        return site.places().entrySet().stream()
                .map(place -> place.getValue() + " at " + place.getKey())
                .collect(Collectors.joining("\n           "));
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
