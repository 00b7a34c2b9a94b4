package io.deadlockwatch.cli.report;

import io.deadlockwatch.cli.analysis.StackView;
import io.deadlockwatch.core.findings.Finding;
import io.deadlockwatch.core.findings.Partner;
import io.deadlockwatch.core.judge.Match;
import io.deadlockwatch.core.snapshot.KnownState;
import io.deadlockwatch.core.snapshot.WaitState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What somebody needs to know beyond the facts: what such goroutines wait for, who should wake them, what to do next. */
public final class Advice {

    private static final int MAX_PARTNERS = 4;

    private Advice() {}

    /** What goroutines in this state wait for. */
    public static String waitsFor(WaitState state) {
        return switch (state) {
            case KnownState known ->
                switch (known) {
                    case CHAN_SEND -> "somebody to receive from a channel (or room in its buffer)";
                    case CHAN_RECEIVE -> "somebody to send on a channel, or to close it";
                    case CHAN_SEND_NIL, CHAN_RECEIVE_NIL -> "a nil channel: nothing ever happens there";
                    case SELECT -> "any of several channels";
                    case SELECT_NO_CASES -> "nothing: a select without cases never ends";
                    case MUTEX_LOCK -> "a mutex that somebody else holds";
                    case RWMUTEX_RLOCK -> "a read lock: a writer holds the lock, or waits for it";
                    case RWMUTEX_LOCK -> "a write lock: readers or a writer hold the lock";
                    case WAIT_GROUP_WAIT -> "a WaitGroup to count down to zero";
                    case COND_WAIT -> "a signal on a condition variable";
                    case SEMACQUIRE -> "a semaphore of the runtime: a lock or WaitGroup";
                    case IO_WAIT, SLEEP, SYSCALL, COROUTINE, RUNNABLE, RUNNING -> "";
                };
            default -> "";
        };
    }

    /** Who should have woken them: the partners that the finding names; without one, whom to look for. */
    static List<String> waker(StackView stack, boolean trusted) {
        if (!stack.seen().proofs().isEmpty()) {
            return List.of("another goroutine of this deadlock, which can go on no more than these");
        }
        Optional<Finding> finding = stack.match().filter(match -> trusted).map(Match::finding);
        List<String> wakers = new ArrayList<>();
        if (finding.isPresent()) {
            for (Partner partner : finding.get().partners()) {
                if (wakers.size() < MAX_PARTNERS) {
                    wakers.add(partner(partner));
                }
            }
        }
        if (wakers.isEmpty()) {
            wakers.add(usualWaker(stack));
        }
        return wakers;
    }

    public static String partner(Partner partner) {
        List<String> parts = new ArrayList<>();
        if (!partner.symbol().isEmpty()) {
            parts.add(partner.symbol());
        }
        if (!partner.line().file().isEmpty()) {
            parts.add("at " + partner.line().file() + ":" + partner.line().line());
        }
        String who = String.join(" ", parts);
        return partner.message().isEmpty() ? who : who.isEmpty() ? partner.message() : who + ": " + partner.message();
    }

    private static String usualWaker(StackView stack) {
        return switch (stack.seen().stack().state().operation()) {
            case "chan send" -> "unknown: look for the receives from the channel that " + at(stack) + " sends on";
            case "chan receive" -> "unknown: look for the sends on, and the close of, the channel read at " + at(stack);
            case "select" -> "unknown: look for the other ends of the channels in the select at " + at(stack);
            case "sync.Mutex.Lock", "sync.RWMutex.Lock", "sync.RWMutex.RLock" ->
                "whoever holds the lock: a debug=2 dump shows who waits for which one (deadlockwatch graph)";
            case "sync.WaitGroup.Wait" -> "unknown: look for the Done calls, and ways that return without one";
            case "sync.Cond.Wait" -> "unknown: look for the Signal and Broadcast calls";
            default -> "";
        };
    }

    /** What to do now. */
    static String next(StackView stack) {
        return switch (stack.standing()) {
            case PROVEN ->
                "nothing wakes them any more: fix " + at(stack)
                        + "; until then a restart frees them, and what they hold";
            case CONFIRMED ->
                "fix " + at(stack) + (hasPartners(stack) ? " together with who should wake it" : "")
                        + "; until then a restart frees them for a while";
            case SUSPECTED ->
                "make sure: add a leak profile of the process (Go 1.27: /debug/pprof/goroutineleak) as one more file, or --findings of its source";
            case MATCHED ->
                "one moment is no proof: name three snapshots of this process that reach back as far as --blocked-for, or add a leak profile";
            case WAITING -> "nothing; to see more, name more snapshots, further apart, or --findings";
        };
    }

    private static boolean hasPartners(StackView stack) {
        return stack.match().isPresent()
                && !stack.match().get().finding().partners().isEmpty();
    }

    private static String at(StackView stack) {
        String file = stack.where().file();
        return file.isEmpty()
                ? stack.site().symbol()
                : file.substring(file.lastIndexOf('/') + 1) + ":"
                        + stack.where().line();
    }
}
