package io.deadlockwatch.sampler.loop;

import io.deadlockwatch.core.protocol.Answer;
import io.deadlockwatch.core.protocol.Report;
import io.deadlockwatch.core.protocol.TargetState;
import io.deadlockwatch.core.protocol.TargetStatus;
import io.deadlockwatch.sampler.log.EventLog;
import io.deadlockwatch.sampler.report.ReportChannel;
import io.deadlockwatch.sampler.report.ReportReply;
import io.deadlockwatch.sampler.time.Nanos;
import io.deadlockwatch.sampler.time.Ticker;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Samples and reports one target: a state machine that its driver steps. Knows no thread and no sleep, so that a test runs a day in a moment and one process can
 * serve many targets.
 *
 * <p>Two things fall due, each by the monotonic clock: a <em>sample</em>, every interval while the lease allows; and a <em>report</em>, at each heartbeat, or at once
 * if a sample brought something new. After a report that was not taken, the next one waits for the operator's {@code Retry-After} or our own back-off, while samples
 * go on as long as the lease lasts. Without a lease a report is a hello: no entries, the target untouched.
 */
public final class SamplingLoop implements Task {

    private static final double JITTER = 0.2;
    private static final long MOST_RETRY_MILLIS = 600_000;

    /** A grant is for a dump now, not for one some day. */
    private static final long MOST_GRANT_MILLIS = 300_000;

    private static final int BAD_REQUEST = 400;
    private static final int CONFLICT = 409;
    private static final int TOO_LARGE = 413;

    private final TargetMonitor target;
    private final ReportComposer composer;
    private final ReportChannel channel;
    private final DumpMail mail;
    private final Ticker ticker;
    private final RandomGenerator random;
    private final EventLog log;
    private final Backoff backoff;
    private final Lease lease = new Lease();
    private long sampleDue;
    private long reportDue;
    private long notBefore;
    private boolean active;
    private String loggedTarget = "";
    private String loggedOperator = "";

    SamplingLoop(
            TargetMonitor target,
            ReportComposer composer,
            ReportChannel channel,
            DumpMail mail,
            Ticker ticker,
            RandomGenerator random,
            EventLog log) {
        this.target = target;
        this.composer = composer;
        this.channel = channel;
        this.mail = mail;
        this.ticker = ticker;
        this.random = random;
        this.log = log;
        this.backoff = new Backoff(random);
        this.reportDue = ticker.nanos();
        this.notBefore = reportDue;
    }

    @Override
    public long step() {
        long now = ticker.nanos();
        follow(now);
        if (active && sampleDue - now <= 0) {
            sample(now);
        }
        now = ticker.nanos();
        if (Nanos.later(reportDue, notBefore) - now <= 0) {
            report(now);
        }
        return untilDue();
    }

    @Override
    public boolean isSlow() {
        TargetState state = target.status().state();
        return state == TargetState.TIMEOUT || state == TargetState.IDLE;
    }

    @Override
    public void recover() {
        target.forget();
        mail.forget();
        composer.resync();
        long now = ticker.nanos();
        sampleDue = now + Nanos.ofMillis(lease.config().intervalMillis());
        notBefore = now + Nanos.ofMillis(backoff.nextMillis());
    }

    private void follow(long now) {
        boolean allowed = lease.allows(now);
        if (allowed != active) {
            active = allowed;
            sampleDue = now;
            reportDue = now;
            if (!active) {
                target.idle(lease.whyNot());
                mail.forget();
                logTarget();
            }
        }
    }

    private void sample(long now) {
        target.sample(lease.config());
        logTarget();
        long millis = target.nextIntervalMillis(lease.config());
        long end = ticker.nanos();
        boolean late = end - now >= Nanos.ofMillis(millis);
        sampleDue = (late ? end : now) + Nanos.ofMillis(millis);
        if (composer.hasNews(target, lease.config().ages())) {
            reportDue = end;
        }
    }

    private void report(long now) {
        Report report = composer.compose(target, lease.config());
        ReportReply reply = channel.send(report);
        if (reply instanceof ReportReply.Accepted accepted && accepted.answer().ack() == report.seq()) {
            composer.accepted(target);
            lease.renew(accepted.answer(), now);
            backoff.reset();
            notBefore = now;
            reportDue = composer.isComplete() ? now + Nanos.ofMillis(heartbeat()) : now;
            logOperator("connected", "");
            follow(ticker.nanos());
            climb(accepted.answer(), now);
            return;
        }
        reportDue = now;
        notBefore = ticker.nanos() + Nanos.ofMillis(waitAfter(report, reply));
    }

    /** The operator has answered: it may want the dump that was taken, or one now. */
    private void climb(Answer answer, long sent) {
        if (!active) {
            return;
        }
        mail.deliver(target);
        if (answer.dumpGrantMillis() > 0) {
            long until = sent + Nanos.ofMillis(Math.min(answer.dumpGrantMillis(), MOST_GRANT_MILLIS));
            target.granted(until, lease.config());
            if (composer.hasNews(target, lease.config().ages())) {
                reportDue = ticker.nanos();
            }
        }
    }

    /** Draws the consequence of a report that was not taken: how long to wait. */
    private long waitAfter(Report report, ReportReply reply) {
        if (reply instanceof ReportReply.Refused refused) {
            if (refused.status() == CONFLICT && !report.isFull()) {
                composer.resync();
                return 0;
            }
            if (refused.status() == BAD_REQUEST || refused.status() == TOO_LARGE) {
                composer.refused();
            }
            logOperator("refuses", "HTTP " + refused.status() + ": " + refused.error());
            return refused.retryAfterMillis() >= 0
                    ? Math.min(refused.retryAfterMillis(), MOST_RETRY_MILLIS) + backoffJitter()
                    : backoff.nextMillis();
        }
        if (reply instanceof ReportReply.Failed failed) {
            logOperator("unreachable", failed.why());
        } else {
            composer.resync();
            logOperator("refuses", "acknowledged another report than the one sent");
        }
        return backoff.nextMillis();
    }

    private long backoffJitter() {
        return random.nextLong(1_000);
    }

    private long heartbeat() {
        double factor = 1 - JITTER + 2 * JITTER * random.nextDouble();
        return (long) (lease.config().heartbeatMillis() * factor);
    }

    private long untilDue() {
        long due = Nanos.later(reportDue, notBefore);
        if (active) {
            due = earlier(due, earlier(sampleDue, lease.until()));
        }
        return Math.max(0, due - ticker.nanos());
    }

    private static long earlier(long a, long b) {
        return a - b <= 0 ? a : b;
    }

    private void logTarget() {
        TargetStatus status = target.status();
        String state = status.state().wire();
        String logged = state + ' ' + status.incarnation();
        if (!logged.equals(loggedTarget)) {
            loggedTarget = logged;
            String detail = status.detail();
            log.event("target", state, detail.isEmpty() ? "incarnation " + status.incarnation() : detail);
        }
    }

    private void logOperator(String state, String detail) {
        String logged = state.equals("refuses") ? detail.toLowerCase(Locale.ROOT) : state;
        if (!logged.equals(loggedOperator)) {
            loggedOperator = logged;
            log.event("operator", state, detail);
        }
    }
}
