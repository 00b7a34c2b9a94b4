package io.deadlockwatch.cli.watch;

import java.time.Duration;
import java.util.Locale;

/**
 * Decides when a dearer look is worth its cost: it needs a suspicion, its time since the last one, and a process small enough. Remembers what looks cost this process, so
 * that the next is predicted from it. Knows no clock of its own.
 */
final class Ladder {

    private static final int COST_SHARE = 100;

    private final LadderLimits limits;
    private final boolean model;
    private long leakAt;
    private long dumpAt;
    private boolean leakTaken;
    private boolean dumpTaken;
    private boolean noLeaks;
    private double nanosOfDump;

    /** @param model whether there is a blocking model, so that dumps can prove deadlocks on locks */
    Ladder(LadderLimits limits, boolean model) {
        this.limits = limits;
        this.model = model;
    }

    LadderLimits limits() {
        return limits;
    }

    /** What to do about a rung: take it, or not; and why. The words are empty where there is nothing to tell. */
    record Decision(boolean take, String words) {
        static final Decision NOTHING = new Decision(false, "");

        static Decision no(String why) {
            return new Decision(false, why);
        }
    }

    /** Whether to take a leak profile. */
    Decision leaks(Suspicions suspicions, long now) {
        if (limits.depth() == LadderLimits.Depth.SHALLOW
                || noLeaks
                || !suspicions.any()
                || (leakTaken && now - leakAt < limits.leakInterval().toNanos())) {
            return Decision.NOTHING;
        }
        if (suspicions.goroutines() > limits.leakGoroutines()) {
            return Decision.no("no leak profile: the process has " + suspicions.goroutines() + " goroutines, limit is "
                    + limits.leakGoroutines());
        }
        if (suspicions.convoy() > limits.convoy()) {
            return Decision.no("no leak profile: " + suspicions.convoy()
                    + " goroutines wait for locks at one site, limit is " + limits.convoy()
                    + "; Go's leak detector would stop the process for long");
        }
        return new Decision(true, "to see whether anything can still wake " + what(suspicions));
    }

    /** Whether to take a dump; asked before {@link #leaks}, since a leak profile leaves marks that hide ages in later dumps. */
    Decision dump(Suspicions suspicions, long now) {
        boolean deep = limits.depth() == LadderLimits.Depth.DEEP;
        boolean proving = limits.depth() == LadderLimits.Depth.USUAL && model && suspicions.ofLocks();
        if (!suspicions.any()
                || !(deep || proving)
                || (dumpTaken && now - dumpAt < limits.dumpInterval().toNanos())) {
            return Decision.NOTHING;
        }
        if (suspicions.goroutines() > limits.dumpGoroutines()) {
            return Decision.no("no dump: the process has " + suspicions.goroutines() + " goroutines, limit is "
                    + limits.dumpGoroutines());
        }
        Duration pause = predictedPause(suspicions.goroutines());
        if (pause.compareTo(limits.pauseBudget()) > 0) {
            return Decision.no("no dump: it would stop the process for some " + pause.toMillis()
                    + " ms, --pause-budget is " + limits.pauseBudget().toMillis() + " ms");
        }
        return new Decision(
                true,
                (suspicions.ofLocks() ? "to see who waits for which lock: " : "to see ages and ids of ")
                        + what(suspicions)
                        + String.format(
                                Locale.ROOT,
                                "; predicted to stop the process for %d ms at most",
                                Math.max(1, pause.toMillis())));
    }

    private static String what(Suspicions suspicions) {
        int stacks = suspicions.stacks().size();
        return stacks + (stacks == 1 ? " suspicious stack" : " suspicious stacks");
    }

    Duration predictedPause(long goroutines) {
        return nanosOfDump > 0 ? Duration.ofNanos((long) (goroutines * nanosOfDump)) : UsualPause.of(goroutines);
    }

    /** When the next snapshot is due: its cost stays within one percent of the time. */
    Duration wait(Duration lastTook) {
        Duration fair = lastTook.multipliedBy(COST_SHARE);
        return fair.compareTo(limits.interval()) > 0 ? fair : limits.interval();
    }

    void leakTaken(long now) {
        leakTaken = true;
        leakAt = now;
    }

    /** The process has no such page, and will not before it is another one. */
    void leaksMissing() {
        noLeaks = true;
    }

    void dumpTaken(long now, Duration took, long goroutines) {
        dumpTaken = true;
        dumpAt = now;
        nanosOfDump = Math.max(nanosOfDump, took.toNanos() / (double) Math.max(1, goroutines));
    }

    /** A dump that did not come: it may have cost as much. */
    void dumpFailed(long now) {
        dumpTaken = true;
        dumpAt = now;
    }

    /** Another process, perhaps of another build. */
    void restarted() {
        leakTaken = false;
        dumpTaken = false;
        noLeaks = false;
        nanosOfDump = 0;
    }
}
