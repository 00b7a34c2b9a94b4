package io.deadlockwatch.sampler.ladder;

import io.deadlockwatch.core.identity.FunctionNames;
import io.deadlockwatch.core.judge.BenignCatalogue;
import io.deadlockwatch.core.ledger.LedgerEntry;
import io.deadlockwatch.core.snapshot.KnownState;
import io.deadlockwatch.core.snapshot.WaitState;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds what is suspicious in a ledger.
 *
 * <p>Growth alone would miss deadlocks: two goroutines stuck on two locks never grow. So a stack is suspicious if each of the last {@value #SAMPLES} samples had it, which
 * its streak tells: it began no later than the first of these samples. Whether a stack is benign takes a look at each of its frames; it is remembered.
 */
public final class Suspects {

    /** Samples in a row that make a stack suspicious. */
    public static final int SAMPLES = 4;

    private static final int REMEMBERED = 4_096;

    private final BenignCatalogue benign;
    private final FunctionNames names;
    private final long[] times = new long[SAMPLES];
    private long samples;
    private final Map<String, Boolean> fine = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    public Suspects(BenignCatalogue benign, FunctionNames names) {
        this.benign = benign;
        this.names = names;
    }

    /** What is suspicious after a good sample that was taken at that moment. */
    public Suspicion after(long sampled, List<LedgerEntry> entries) {
        times[(int) (samples++ % SAMPLES)] = sampled;
        if (samples < SAMPLES) {
            return Suspicion.NONE;
        }
        long since = times[(int) (samples % SAMPLES)];
        Set<String> stacks = new HashSet<>();
        boolean lock = false;
        for (LedgerEntry entry : entries) {
            if (!entry.isGone() && entry.firstSeenNanos() - since <= 0 && !isFine(entry)) {
                stacks.add(entry.id());
                lock |= isLock(entry.stack().state());
            }
        }
        return new Suspicion(stacks, lock);
    }

    /** Samples begin anew: another incarnation, or a time in which nobody looked. */
    public void clear() {
        samples = 0;
    }

    private boolean isFine(LedgerEntry entry) {
        Boolean known = fine.get(entry.id());
        if (known == null) {
            known = benign.find(names.of(entry.stack())).isPresent();
            fine.put(entry.id(), known);
        }
        return known;
    }

    /** Goroutines that wait in the queue of a semaphore for somebody to unlock. Before Go 1.20 all of them print {@code semacquire}. */
    private static boolean isLock(WaitState state) {
        return state == KnownState.MUTEX_LOCK
                || state == KnownState.RWMUTEX_LOCK
                || state == KnownState.RWMUTEX_RLOCK
                || state == KnownState.SEMACQUIRE;
    }

    /** Whether goroutines in this state queue for a semaphore, where the leak detector takes time quadratic in their number. */
    static boolean isQueue(WaitState state) {
        return isLock(state) || state == KnownState.WAIT_GROUP_WAIT;
    }

    /** Most goroutines that queue on one stack. */
    public static long mostWaiters(List<LedgerEntry> entries) {
        long most = 0;
        for (LedgerEntry entry : entries) {
            if (isQueue(entry.stack().state())) {
                most = Math.max(most, entry.count());
            }
        }
        return most;
    }
}
