package io.deadlockwatch.core.snapshot;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The wait reasons of Go 1.18 to 1.27 that matter to a verdict, and the statuses that are no wait at all. Source: the {@code waitReasonStrings} and
 * {@code gStatusStrings} tables of Go's runtime.
 */
public enum KnownState implements WaitState {
    CHAN_SEND("chan send", true),
    CHAN_RECEIVE("chan receive", true),
    CHAN_SEND_NIL("chan send (nil chan)", "chan send", true),
    CHAN_RECEIVE_NIL("chan receive (nil chan)", "chan receive", true),
    SELECT("select", true),
    SELECT_NO_CASES("select (no cases)", true),
    MUTEX_LOCK("sync.Mutex.Lock", true),
    RWMUTEX_RLOCK("sync.RWMutex.RLock", true),
    RWMUTEX_LOCK("sync.RWMutex.Lock", true),
    WAIT_GROUP_WAIT("sync.WaitGroup.Wait", true),
    COND_WAIT("sync.Cond.Wait", true),
    SEMACQUIRE("semacquire", true),
    IO_WAIT("IO wait", false),
    SLEEP("sleep", false),
    SYSCALL("syscall", false),
    COROUTINE("coroutine", false),
    RUNNABLE("runnable", false),
    RUNNING("running", false);

    private static final Map<String, KnownState> BY_WORDS =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(KnownState::words, Function.identity()));

    private final String words;
    private final String operation;
    private final boolean canBlockForEver;

    KnownState(String words, boolean canBlockForEver) {
        this(words, words, canBlockForEver);
    }

    KnownState(String words, String operation, boolean canBlockForEver) {
        this.words = words;
        this.operation = operation;
        this.canBlockForEver = canBlockForEver;
    }

    static @Nullable KnownState byWords(String words) {
        return BY_WORDS.get(words);
    }

    @Override
    public String words() {
        return words;
    }

    @Override
    public String operation() {
        return operation;
    }

    @Override
    public boolean canBlockForEver() {
        return canBlockForEver;
    }
}
