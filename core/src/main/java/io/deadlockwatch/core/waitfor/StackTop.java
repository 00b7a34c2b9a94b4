package io.deadlockwatch.core.waitfor;

import io.deadlockwatch.core.snapshot.Argument;
import io.deadlockwatch.core.snapshot.Call;
import io.deadlockwatch.core.snapshot.Goroutine;
import io.deadlockwatch.core.snapshot.KnownState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The frames of Go's own locks with which a stack begins.
 *
 * @param size how many there are: the index of the frame that called them
 * @param lock what they wait for, whether parked or about to
 * @param parked whether the goroutine sleeps in them until somebody wakes it
 * @param mutex address of the mutex, where it is printed. That of an {@code RWMutex} is its own: its mutex is its first field
 * @param once whether the lock is that of a {@code sync.Once}
 * @param condition whether {@code Cond.Wait} is on the stack, which gave a lock away
 */
record StackTop(
        int size, Optional<AwaitMode> lock, boolean parked, OptionalLong mutex, boolean once, boolean condition) {

    private static final Set<KnownState> LOCK_STATES =
            Set.of(KnownState.MUTEX_LOCK, KnownState.RWMUTEX_RLOCK, KnownState.RWMUTEX_LOCK, KnownState.SEMACQUIRE);

    static StackTop of(Goroutine goroutine) {
        List<Call> calls = goroutine.calls();
        int size = 0;
        while (size < calls.size() && isMachinery(name(calls.get(size)))) {
            size++;
        }
        List<Call> top = calls.subList(0, size);
        AwaitMode lock = lock(top);
        boolean parked = lock != null && goroutine.state() instanceof KnownState state && LOCK_STATES.contains(state);
        return new StackTop(
                size,
                Optional.ofNullable(lock),
                parked,
                mutex(top),
                calls(top, "sync.(*Once)."),
                calls(top, "sync.(*Cond).Wait"));
    }

    /** Whether a function belongs to the packages that make a goroutine wait. */
    static boolean isMachinery(String function) {
        return function.startsWith("sync.")
                || function.startsWith("internal/sync.")
                || function.startsWith("runtime.")
                || function.startsWith("internal/runtime/");
    }

    /** The word in the first place, if it is printed and alive. */
    static OptionalLong firstWord(Call call) {
        return !call.inlined()
                        && !call.arguments().isEmpty()
                        && call.arguments().getFirst() instanceof Argument.Word word
                        && !word.stale()
                        && word.value() != 0
                ? OptionalLong.of(word.value())
                : OptionalLong.empty();
    }

    private static @Nullable AwaitMode lock(List<Call> top) {
        if (calls(top, "sync.(*Mutex).lockSlow") || calls(top, "sync.(*Mutex).Lock")) {
            return AwaitMode.EXCLUSIVE;
        }
        if (calls(top, "sync.(*RWMutex).RLock")) {
            return AwaitMode.READ;
        }
        return calls(top, "sync.(*RWMutex).Lock") ? AwaitMode.READERS_GONE : null;
    }

    private static OptionalLong mutex(List<Call> top) {
        for (Call call : top) {
            String name = name(call);
            if (name.endsWith("sync.(*Mutex).lockSlow")
                    || name.equals("sync.(*RWMutex).Lock")
                    || name.equals("sync.(*RWMutex).RLock")) {
                OptionalLong word = firstWord(call);
                if (word.isPresent()) {
                    return word;
                }
            }
        }
        return OptionalLong.empty();
    }

    private static boolean calls(List<Call> top, String function) {
        return top.stream()
                .anyMatch(call -> name(call).startsWith(function) || name(call).startsWith("internal/" + function));
    }

    private static String name(Call call) {
        return call.frame().function();
    }
}
