package io.deadlockwatch.core.judge;

import java.util.Set;

/** Which wait operations of a snapshot can be the operation that a finding names. */
final class Operations {

    private static final Set<String> SEMAPHORES =
            Set.of("sync.Mutex.Lock", "sync.RWMutex.RLock", "sync.RWMutex.Lock", "sync.WaitGroup.Wait");
    private static final Set<String> EXCLUSIVE_LOCKS = Set.of("sync.Mutex.Lock", "sync.RWMutex.Lock");
    private static final Set<String> IDLE =
            Set.of("chan receive", "select", "select (no cases)", "sync.Cond.Wait", "sync.WaitGroup.Wait");
    private static final Set<String> CHANNEL = Set.of("chan send", "chan receive");

    private Operations() {}

    /**
     * Whether a goroutine in this operation can stand at that finding. They need not be equal: a tool may name none; a writer behind another writer waits for the
     * Mutex in its RWMutex; a select with one case is compiled to the plain operation; old versions of Go call every semaphore {@code semacquire}.
     */
    static boolean agree(String seen, String finding) {
        return finding.isEmpty()
                || seen.equals(finding)
                || (EXCLUSIVE_LOCKS.contains(seen) && EXCLUSIVE_LOCKS.contains(finding))
                || (CHANNEL.contains(seen) && finding.equals("select"))
                || (seen.equals("semacquire") && SEMAPHORES.contains(finding));
    }

    /** Whether goroutines with nothing to do wait in this operation: for work, for a signal, for others to be done. */
    static boolean isIdle(String operation) {
        return IDLE.contains(operation);
    }

    /** Whether the operation waits for a lock, whose holder is the partner, and not for somebody at the other end of a channel. */
    static boolean isLock(String operation) {
        return operation.startsWith("sync.") && operation.endsWith("Lock");
    }
}
