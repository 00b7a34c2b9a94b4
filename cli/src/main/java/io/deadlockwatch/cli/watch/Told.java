package io.deadlockwatch.cli.watch;

import io.deadlockwatch.cli.analysis.Analysis;
import io.deadlockwatch.cli.analysis.SiteView;
import io.deadlockwatch.cli.analysis.Standing;
import io.deadlockwatch.core.identity.Site;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/** Remembers what was told of each site, so that only changes are told. */
final class Told {

    private final Map<Site, SiteView> told = new HashMap<>();

    /** Tells what is new. */
    void tell(Analysis analysis, Journal journal) {
        Map<Site, SiteView> gone = new HashMap<>(told);
        for (SiteView site : analysis.found()) {
            if (site.standing() == Standing.MATCHED
                    && !site.worst().seen().blockedFor().isPositive()) {
                continue; // A producer at work stands where a finding points, too: wait for a second look.
            }
            SiteView before = told.get(site.site());
            gone.remove(site.site());
            if (before == null || site.standing().compareTo(before.standing()) > 0) {
                journal.site(site, Journal.Change.WORSE);
                told.put(site.site(), site);
            } else if (site.goroutines() >= 2 * before.goroutines()) {
                journal.site(site, Journal.Change.GROWN);
                told.put(site.site(), site);
            }
        }
        gone.values().stream()
                .sorted(Comparator.comparing(site -> site.site().toString()))
                .forEach(site -> {
                    journal.gone(site);
                    told.remove(site.site());
                });
    }

    /** Another process: nothing was told of it yet. */
    void forget() {
        told.clear();
    }
}
