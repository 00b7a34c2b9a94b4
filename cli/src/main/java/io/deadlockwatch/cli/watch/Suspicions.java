package io.deadlockwatch.cli.watch;

import io.deadlockwatch.cli.analysis.Analysis;
import io.deadlockwatch.cli.analysis.SiteView;
import io.deadlockwatch.cli.analysis.StackView;
import io.deadlockwatch.cli.analysis.Standing;
import io.deadlockwatch.core.judge.Judge;
import io.deadlockwatch.core.judge.Opinion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Why a dearer look may be worth it. A stack is suspicious if it can block for ever, was there in each of the last samples, is not known to be benign or ignored, and is not
 * proven yet.
 *
 * @param goroutines of the process
 * @param stacks the suspicious ones
 * @param convoy most goroutines that wait for locks or WaitGroups at one site, suspicious or not
 */
record Suspicions(long goroutines, List<StackView> stacks, long convoy) {

    Suspicions {
        stacks = List.copyOf(stacks);
    }

    /**
     * Those of an analysis.
     *
     * @param interval between two samples
     */
    static Suspicions of(Analysis analysis, Duration interval) {
        Duration lasting = interval.multipliedBy(Judge.MIN_GOOD_SAMPLES - 1);
        List<StackView> stacks = new ArrayList<>();
        long convoy = 0;
        for (SiteView site : analysis.sites()) {
            if (isLock(site) || site.site().operation().equals("sync.WaitGroup.Wait")) {
                convoy = Math.max(convoy, site.goroutines());
            }
            for (StackView stack : site.stacks()) {
                boolean lasts =
                        stack.seen().min() >= 1 && stack.seen().blockedFor().compareTo(lasting) >= 0;
                if (lasts && stack.benign().isEmpty() && !isIgnored(stack) && stack.standing() != Standing.PROVEN) {
                    stacks.add(stack);
                }
            }
        }
        return new Suspicions(analysis.overview().goroutines(), stacks, convoy);
    }

    boolean any() {
        return !stacks.isEmpty();
    }

    /** Whether some of them wait for locks: only there a dump can prove anything. */
    boolean ofLocks() {
        return stacks.stream().anyMatch(stack -> isLock(stack.site().operation()));
    }

    private static boolean isLock(SiteView site) {
        return isLock(site.site().operation());
    }

    private static boolean isLock(String operation) {
        return operation.equals("sync.Mutex.Lock") || operation.startsWith("sync.RWMutex.");
    }

    private static boolean isIgnored(StackView stack) {
        return stack.opinion() instanceof Opinion.Silence silence && silence.cause() == Opinion.Cause.IGNORED;
    }
}
