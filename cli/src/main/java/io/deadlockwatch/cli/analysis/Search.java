package io.deadlockwatch.cli.analysis;

import io.deadlockwatch.core.identity.StackFingerprint;
import io.deadlockwatch.core.snapshot.StackCount;
import java.util.ArrayList;
import java.util.List;

/** Finds stacks by what a user has of them: the beginning of a fingerprint, or a site. */
public final class Search {

    private Search() {}

    /**
     * A stack and its site.
     *
     * @param site the site it belongs to
     */
    public record Hit(SiteView site, StackView stack) {}

    /** The stacks that the text names, worst first; a site gives its worst stack only. */
    public static List<Hit> find(Analysis analysis, String text) {
        List<Hit> hits = new ArrayList<>();
        for (SiteView site : analysis.sites()) {
            if (site.site().toString().equals(text)) {
                return List.of(new Hit(site, site.worst()));
            }
            for (StackView stack : site.stacks()) {
                if (stack.fingerprint().startsWith(text)) {
                    hits.add(new Hit(site, stack));
                }
            }
        }
        return hits;
    }

    /**
     * How many goroutines a snapshot has on a stack.
     *
     * @param snapshot its name
     */
    public record Count(String snapshot, long goroutines) {}

    /** How many goroutines each snapshot has on a stack, in order. */
    public static List<Count> counts(List<Taken> taken, String fingerprint) {
        List<Count> counts = new ArrayList<>();
        for (Taken one : taken) {
            long count = 0;
            for (StackCount stack : one.snapshot().stacks()) {
                if (StackFingerprint.of(stack.stack()).equals(fingerprint)) {
                    count += stack.count();
                }
            }
            counts.add(new Count(one.name() + (one.isWhole() ? "" : " (leaked)"), count));
        }
        return counts;
    }
}
