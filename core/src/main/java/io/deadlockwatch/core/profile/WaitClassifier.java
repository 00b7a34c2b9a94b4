package io.deadlockwatch.core.profile;

import io.deadlockwatch.core.identity.StandardLibrary;
import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.KnownState;
import io.deadlockwatch.core.snapshot.UnknownState;
import io.deadlockwatch.core.snapshot.WaitState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a goroutine waits for from the frames of Go's runtime at the inner end of its stack. A protobuf profile carries no wait reason, but the function that
 * parked the goroutine leaves its caller on the stack, and that tells the reason; checked against the runtime's sources and real profiles of Go 1.21 to 1.27.
 *
 * <p>A parked goroutine begins with {@code runtime.gopark}. The walk goes outwards from there to the first frame that one of the rules knows, and ends at the first
 * frame outside the standard library: what the user called cannot be a reason. Two operations on a nil channel park at a line of their own, a fixed distance below
 * the start of {@code chansend} and {@code chanrecv}.
 */
public final class WaitClassifier {

    private static final int NIL_SEND_OFFSET = 5;
    private static final int NIL_RECEIVE_OFFSET = 12;

    private WaitClassifier() {}

    /** The state of a goroutine with these frames, the runtime's own included. A park for an unknown reason is named after the function that parked. */
    public static WaitState classify(List<Frame> innermostFirst) {
        if (innermostFirst.isEmpty()) {
            return KnownState.RUNNABLE;
        }
        boolean parked = innermostFirst.getFirst().function().equals("runtime.gopark");
        String parkedBy = "";
        for (int i = 0; i < innermostFirst.size(); i++) {
            Frame frame = innermostFirst.get(i);
            String function = frame.function();
            String caller =
                    i + 1 < innermostFirst.size() ? innermostFirst.get(i + 1).function() : "";
            KnownState state = parked ? reasonToPark(frame, caller) : reasonToStop(function);
            if (state != null) {
                return state;
            }
            // No rule is for a function outside the library; asked last, since it costs more than the rules.
            if (!StandardLibrary.contains(function)) {
                break;
            }
            if (parkedBy.isEmpty() && !function.equals("runtime.gopark") && !function.equals("runtime.goparkunlock")) {
                parkedBy = function;
            }
        }
        if (!parked) {
            return KnownState.RUNNING;
        }
        return new UnknownState(parkedBy.isEmpty() ? "runtime.gopark" : parkedBy);
    }

    private static @Nullable KnownState reasonToPark(Frame frame, String caller) {
        return switch (frame.function()) {
            case "runtime.chansend" -> isAt(frame, NIL_SEND_OFFSET) ? KnownState.CHAN_SEND_NIL : KnownState.CHAN_SEND;
            case "runtime.chanrecv" ->
                isAt(frame, NIL_RECEIVE_OFFSET) ? KnownState.CHAN_RECEIVE_NIL : KnownState.CHAN_RECEIVE;
            case "runtime.selectgo" -> KnownState.SELECT;
            case "runtime.block" -> KnownState.SELECT_NO_CASES;
            case "internal/sync.runtime_SemacquireMutex" -> KnownState.MUTEX_LOCK;
            case "sync.runtime_SemacquireMutex" -> mutexBefore120(caller);
            case "sync.runtime_SemacquireRWMutexR" -> KnownState.RWMUTEX_RLOCK;
            case "sync.runtime_SemacquireRWMutex" -> KnownState.RWMUTEX_LOCK;
            case "sync.runtime_SemacquireWaitGroup" -> KnownState.WAIT_GROUP_WAIT;
            case "sync.runtime_Semacquire" ->
                caller.equals("sync.(*WaitGroup).Wait") ? KnownState.WAIT_GROUP_WAIT : KnownState.SEMACQUIRE;
            case "internal/poll.runtime_Semacquire" -> KnownState.SEMACQUIRE;
            case "sync.runtime_notifyListWait" -> KnownState.COND_WAIT;
            case "runtime.netpollblock", "internal/poll.runtime_pollWait" -> KnownState.IO_WAIT;
            case "time.Sleep" -> KnownState.SLEEP;
            case "runtime.coroswitch" -> KnownState.COROUTINE;
            default -> null;
        };
    }

    /** Go 1.18 and 1.19 park readers and writers of a RWMutex through the Mutex's door; from 1.20 on only a Mutex comes here. */
    private static KnownState mutexBefore120(String caller) {
        return switch (caller) {
            case "sync.(*RWMutex).RLock" -> KnownState.RWMUTEX_RLOCK;
            case "sync.(*RWMutex).Lock" -> KnownState.RWMUTEX_LOCK;
            default -> KnownState.MUTEX_LOCK;
        };
    }

    private static @Nullable KnownState reasonToStop(String function) {
        return switch (function) {
            case "runtime.asyncPreempt2", "runtime.asyncPreempt", "runtime.Gosched", "runtime.goschedguarded" ->
                KnownState.RUNNABLE;
            case "runtime.coroswitch" -> KnownState.COROUTINE;
            case "runtime.cgocall", "runtime.notetsleepg" -> KnownState.SYSCALL;
            default -> isSystemCall(function) ? KnownState.SYSCALL : null;
        };
    }

    private static boolean isSystemCall(String function) {
        return function.startsWith("syscall.Syscall")
                || function.startsWith("syscall.RawSyscall")
                || function.startsWith("syscall.syscall")
                || function.startsWith("syscall.rawSyscall")
                || function.startsWith("internal/runtime/syscall.")
                || function.startsWith("runtime/internal/syscall.");
    }

    private static boolean isAt(Frame frame, int offset) {
        return frame.start() > 0 && frame.line() - frame.start() == offset;
    }
}
