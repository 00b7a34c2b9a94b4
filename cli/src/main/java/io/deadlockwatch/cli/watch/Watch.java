package io.deadlockwatch.cli.watch;

import io.deadlockwatch.cli.analysis.Analysis;
import io.deadlockwatch.cli.analysis.CaseFile;
import io.deadlockwatch.cli.analysis.Judging;
import io.deadlockwatch.cli.analysis.Standing;
import io.deadlockwatch.cli.analysis.Taken;
import io.deadlockwatch.cli.report.Phrases;
import io.deadlockwatch.core.protocol.TargetState;
import io.deadlockwatch.core.waitfor.model.BlockingModel;
import io.deadlockwatch.sampler.pprof.PprofException;
import java.time.Duration;
import java.util.Optional;

/**
 * Watches one process until its time is up: takes a snapshot, judges, tells what has changed, looks deeper where the {@link Ladder} finds it worth the cost. Another process at
 * the same address (a connection was refused or cut in between, or the build is another) is a case of its own.
 */
public final class Watch {

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LAST_RETRY = Duration.ofSeconds(30);

    private final Target target;
    private final Judging judging;
    private final Dumps dumps;
    private final Ladder ladder;
    private final Ticker ticker;
    private final Journal journal;
    private final Told told = new Told();
    private final Costs costs = new Costs();
    private final long start;
    private CaseFile file;
    private Optional<Analysis> last = Optional.empty();
    private Standing worst = Standing.WAITING;
    private String buildId = "";
    private String refusal = "";
    private Duration retry = FIRST_RETRY;
    private Duration stretched = Duration.ZERO;
    /** The first look takes long for reasons of our own: much of this program is only then loaded. */
    private boolean first = true;

    private boolean cut;
    private boolean lost;

    public Watch(
            Target target,
            Judging judging,
            Optional<BlockingModel> model,
            LadderLimits limits,
            Ticker ticker,
            Journal journal) {
        this.target = target;
        this.judging = judging;
        this.dumps = new Dumps(model);
        this.ladder = new Ladder(limits, model.isPresent());
        this.ticker = ticker;
        this.journal = journal;
        this.start = ticker.nanos();
        this.file = new CaseFile(judging);
    }

    /**
     * Watches.
     *
     * @param time for so long, or until the ticker is stopped; zero: one look
     * @throws PprofException if the first look fails: then there is nothing to watch
     */
    public void run(Duration time) throws PprofException {
        long end = start + time.toNanos();
        boolean on = true;
        while (on) {
            Duration wait = look();
            long left = end - ticker.nanos();
            on = left > 0 && ticker.pause(Math.min(left, wait.toNanos())) && end - ticker.nanos() > 0;
        }
    }

    /** What the last look saw, of the process that is there now. */
    public Optional<Analysis> last() {
        return last;
    }

    /** Whether anything was found at any time: a match must hold at the end, a verdict counts for ever. */
    public boolean hasFound() {
        return worst.compareTo(Standing.SUSPECTED) >= 0
                || last.map(analysis -> !analysis.isClean()).orElse(false);
    }

    /** What it has cost. */
    public String costs() {
        return costs.words();
    }

    /** For how long it has watched. */
    public Duration elapsed() {
        return Duration.ofNanos(ticker.nanos() - start);
    }

    /** One look; the answer is how long to wait for the next. */
    private Duration look() throws PprofException {
        long now = ticker.nanos();
        Target.Fetched fetched;
        try {
            fetched = target.fetch(Rung.STACKS);
        } catch (PprofException e) {
            return failed(e);
        }
        arrived(fetched, now);
        costs.add(Rung.STACKS, fetched);
        file.add(new Taken(Rung.STACKS.page(), fetched.snapshot(), now));
        Analysis analysis = conclude();
        if (deeper(Suspicions.of(analysis, ladder.limits().interval()))) {
            analysis = conclude();
        }
        told.tell(analysis, journal);
        return waitAfter(fetched.took());
    }

    private Analysis conclude() {
        Analysis analysis = file.conclude();
        last = Optional.of(analysis);
        if (!analysis.sites().isEmpty()) {
            Standing now = analysis.sites().getFirst().standing();
            worst = now.compareTo(worst) > 0 ? now : worst;
        }
        return analysis;
    }

    private Duration failed(PprofException e) throws PprofException {
        if (!costs.any()) {
            throw e;
        }
        costs.failed();
        cut |= e.isCut();
        if (!lost) {
            journal.note("lost: " + e.getMessage() + "; trying again");
        }
        lost = true;
        Duration wait = retry;
        retry = retry.multipliedBy(2).compareTo(LAST_RETRY) > 0 ? LAST_RETRY : retry.multipliedBy(2);
        return wait;
    }

    private void arrived(Target.Fetched fetched, long now) {
        String build = fetched.snapshot().buildId();
        boolean other = costs.any() && (cut || !build.equals(buildId));
        if (other) {
            file = new CaseFile(judging);
            told.forget();
            dumps.forget();
            ladder.restarted();
            journal.note("another process" + (build.equals(buildId) ? "" : " of another build")
                    + " answers: counting starts anew");
        } else if (lost) {
            journal.note("back: the same process as far as one can tell, after "
                    + Phrases.duration(Duration.ofNanos(now - start)) + " of watching");
        }
        if (!costs.any()) {
            journal.note("watching " + Phrases.count(fetched.snapshot().goroutines(), "goroutine") + " on "
                    + Phrases.count(fetched.snapshot().stacks().size(), "stack") + "; a snapshot took "
                    + Phrases.duration(fetched.took()) + " and " + Phrases.bytes(fetched.bytes()));
        }
        fetched.snapshot().problems().stream().limit(1).forEach(problem -> journal.note("odd: " + problem));
        buildId = build;
        cut = false;
        lost = false;
        retry = FIRST_RETRY;
    }

    /** Takes dearer snapshots where that is worth it; the answer is whether it did. */
    private boolean deeper(Suspicions suspicions) {
        Ladder.Decision dump = ladder.dump(suspicions, ticker.nanos());
        Ladder.Decision leaks = ladder.leaks(suspicions, ticker.nanos());
        tellRefusal(dump.take() || dump.words().isEmpty() ? (leaks.take() ? "" : leaks.words()) : dump.words());
        boolean any = false;
        if (dump.take()) {
            any = fetch(Rung.DUMP, dump.words());
        }
        if (leaks.take()) {
            any |= fetch(Rung.LEAKS, leaks.words());
        }
        return any;
    }

    /** Once, not at every look. */
    private void tellRefusal(String why) {
        String kind = why.replaceAll("\\d+", "#");
        if (!why.isEmpty() && !kind.equals(refusal)) {
            journal.note(why);
        }
        refusal = kind;
    }

    private boolean fetch(Rung rung, String why) {
        long now = ticker.nanos();
        try {
            Target.Fetched fetched = target.fetch(rung);
            costs.add(rung, fetched);
            file.add(new Taken(rung.page(), fetched.snapshot(), now));
            journal.note("fetched a " + rung.words() + " " + why + "; it took " + Phrases.duration(fetched.took())
                    + " and " + Phrases.bytes(fetched.bytes()));
            if (rung == Rung.DUMP) {
                ladder.dumpTaken(now, fetched.took(), fetched.snapshot().goroutines());
                dumps.add(fetched, file, journal);
            } else {
                ladder.leakTaken(now);
            }
            return true;
        } catch (PprofException e) {
            missed(rung, e, now);
            return false;
        }
    }

    private void missed(Rung rung, PprofException e, long now) {
        cut |= e.isCut();
        if (rung == Rung.DUMP) {
            ladder.dumpFailed(now);
        } else if (e.state() == TargetState.NO_PPROF) {
            ladder.leaksMissing();
            journal.note(
                    "the process has no leak profile: Go 1.27 has one, 1.26 if built with GOEXPERIMENT=goroutineleakprofile");
            return;
        } else {
            ladder.leakTaken(now);
        }
        costs.failed();
        journal.note("no " + rung.words() + ": " + e.getMessage());
    }

    private Duration waitAfter(Duration took) {
        Duration wait = first ? ladder.limits().interval() : ladder.wait(took);
        first = false;
        if (wait.compareTo(ladder.limits().interval()) > 0 && wait.compareTo(stretched.multipliedBy(2)) > 0) {
            stretched = wait;
            journal.note("next snapshot in " + Phrases.duration(wait) + ": one takes " + Phrases.duration(took)
                    + ", and looking may cost one percent of the time");
        }
        return wait;
    }
}
