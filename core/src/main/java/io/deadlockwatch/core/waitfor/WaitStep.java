package io.deadlockwatch.core.waitfor;

/**
 * One waits for another.
 *
 * @param waiter id of the goroutine that waits
 * @param where it stands: function, file and line
 * @param lock what it waits for, with its address where that is known
 * @param mode {@code for reading}, {@code for writing}; empty for a lock that knows no modes
 * @param holder id of the goroutine that keeps it waiting
 * @param holding what that one does with the lock: {@code holds it (locked at main.f main.go:12)}
 */
public record WaitStep(long waiter, String where, String lock, String mode, long holder, String holding) {

    @Override
    public String toString() {
        String whose = waiter == holder ? "; it " : "; goroutine " + holder + " ";
        return "goroutine " + waiter + " waits for " + lock + (mode.isEmpty() ? "" : " " + mode) + " in " + where
                + whose + holding;
    }
}
