package io.deadlockwatch.sampler.loop;

import io.deadlockwatch.core.protocol.DumpHeader;
import io.deadlockwatch.core.protocol.PodRef;
import io.deadlockwatch.core.protocol.TargetStatus;
import io.deadlockwatch.sampler.log.EventLog;
import io.deadlockwatch.sampler.report.DumpChannel;
import io.deadlockwatch.sampler.report.ReportReply;
import org.jspecify.annotations.Nullable;

/** Brings a dump to the operator: after a report was accepted, so that the operator knows the target; a few times if need be, then it is given up. */
final class DumpMail {

    private static final int TRIES = 3;

    private final DumpChannel channel;
    private final PodRef pod;
    private final String epoch;
    private final EventLog log;
    private Climber.@Nullable FreshDump dump;
    private int tries;

    DumpMail(DumpChannel channel, PodRef pod, String epoch, EventLog log) {
        this.channel = channel;
        this.pod = pod;
        this.epoch = epoch;
        this.log = log;
    }

    /** Sends the dump that was taken last, if the operator has not got it. */
    void deliver(TargetMonitor target) {
        Climber.FreshDump fresh = target.climber().takeFresh();
        if (fresh != null) {
            dump = fresh;
            tries = 0;
        }
        Climber.FreshDump due = dump;
        if (due != null) {
            send(due, target.status());
        }
    }

    private void send(Climber.FreshDump due, TargetStatus target) {
        DumpHeader header = new DumpHeader(
                pod,
                epoch,
                target.incarnation(),
                target.buildId(),
                due.goroutines(),
                due.packed().partial());
        ReportReply reply = channel.sendDump(header, due.packed());
        tries++;
        if (reply instanceof ReportReply.Stored) {
            dump = null;
        } else if (tries == TRIES || (reply instanceof ReportReply.Refused refused && !isPassing(refused.status()))) {
            dump = null;
            log.event("dump", "dropped", why(reply));
        }
    }

    /** Whether the same dump may be welcome later. */
    private static boolean isPassing(int status) {
        return status == 429 || status >= 500 || status == 401;
    }

    private static String why(ReportReply reply) {
        if (reply instanceof ReportReply.Refused refused) {
            return "HTTP " + refused.status() + ": " + refused.error();
        }
        return reply instanceof ReportReply.Failed failed ? failed.why() : "no answer that makes sense";
    }

    /** It is of a target that nobody looks at any more. */
    void forget() {
        dump = null;
    }
}
