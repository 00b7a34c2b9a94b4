package io.deadlockwatch.cli.analysis;

import io.deadlockwatch.core.judge.Attribution;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What snapshots of one process and static findings say together.
 *
 * @param sites where goroutines wait for what may never come, worst first
 * @param otherStates how many goroutines are in each of the other states
 * @param attribution which findings the stacks of enough confidence bear out, and which they do not
 */
public record Analysis(
        Overview overview, List<SiteView> sites, Map<String, Long> otherStates, Attribution attribution) {

    /**
     * What was looked at.
     *
     * @param snapshots of all goroutines
     * @param leakProfiles of leaked ones
     * @param span from the first to the last
     * @param buildId empty if no format told
     * @param goroutines in the last snapshot
     * @param stacks that differ there
     */
    public record Overview(
            int snapshots, int leakProfiles, Duration span, String buildId, long goroutines, int stacks) {}

    public Analysis {
        sites = List.copyOf(sites);
    }

    /** Whether nothing is to be said against any site. */
    public boolean isClean() {
        return sites.stream().noneMatch(site -> site.standing().isFound());
    }

    /** The sites with something to be said against them, worst first. */
    public List<SiteView> found() {
        return sites.stream().filter(site -> site.standing().isFound()).toList();
    }

    /** The others. */
    public List<SiteView> waiting() {
        return sites.stream().filter(site -> !site.standing().isFound()).toList();
    }
}
