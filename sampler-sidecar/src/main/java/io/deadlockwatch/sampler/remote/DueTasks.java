package io.deadlockwatch.sampler.remote;

import io.deadlockwatch.sampler.loop.Task;
import io.deadlockwatch.sampler.time.Ticker;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a node by the time at which they are due, for a few threads that each take the next one.
 *
 * <p>A target that runs into its time-outs keeps a thread for seconds. Such tasks queue in a lane of their own, and so do those of which nothing is known yet; only some
 * of the threads may work on that lane at a time. So however many targets hang, they delay each other and the newcomers, but no target that is known to answer. Safe for many threads.
 */
public final class DueTasks {

    /** Room without growing, lest a heap that is exhausted for a moment costs a task. */
    private static final int ROOM = 512;

    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Ticker ticker;
    private final int slowAtATime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PriorityQueue<Entry> prompt = new PriorityQueue<>(ROOM);
    private final PriorityQueue<Entry> slow = new PriorityQueue<>(ROOM);
    private final Map<Task, Entry> entries = new HashMap<>(2 * ROOM);
    private int slowTaken;

    /**
     * An empty queue.
     *
     * @param slowAtATime how many slow tasks may be taken at a time, at least 1
     */
    public DueTasks(Ticker ticker, int slowAtATime) {
        this.ticker = ticker;
        this.slowAtATime = slowAtATime;
    }

    /** Takes in a task that is due then. */
    public void add(Task task, long due) {
        lock.lock();
        try {
            Entry entry = new Entry(task, due);
            if (entries.putIfAbsent(task, entry) == null) {
                lane(entry).add(entry);
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Drops a task; one that is taken is finished first. */
    void remove(Task task) {
        lock.lock();
        try {
            Entry entry = entries.remove(task);
            if (entry != null) {
                lane(entry).remove(entry);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes the next task that is due, if one is; {@link #done} gives it back. */
    public @Nullable Entry poll() {
        lock.lock();
        try {
            return next(ticker.nanos());
        } finally {
            lock.unlock();
        }
    }

    /** Takes the next task as soon as one is due. */
    Entry take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                Entry entry = next(ticker.nanos());
                if (entry != null) {
                    return entry;
                }
                changed.awaitNanos(untilDue(ticker.nanos()));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Nanoseconds until a task may be taken; not for ever, even if there is none. */
    public long untilDue() {
        lock.lock();
        try {
            return untilDue(ticker.nanos());
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Entry next(long now) {
        Entry first = prompt.peek();
        Entry other = slowTaken < slowAtATime ? slow.peek() : null;
        Entry chosen = other != null && (first == null || other.due - first.due < 0) ? other : first;
        if (chosen == null || chosen.due - now > 0) {
            return null;
        }
        lane(chosen).remove(chosen);
        slowTaken += chosen.isSlow ? 1 : 0;
        return chosen;
    }

    private PriorityQueue<Entry> lane(Entry entry) {
        return entry.isSlow ? slow : prompt;
    }

    private long untilDue(long now) {
        Entry first = prompt.peek();
        Entry other = slowTaken < slowAtATime ? slow.peek() : null;
        long wait = LONGEST_WAIT_NANOS;
        if (first != null) {
            wait = Math.min(wait, first.due - now);
        }
        if (other != null) {
            wait = Math.min(wait, other.due - now);
        }
        return Math.max(0, wait);
    }

    /** Gives back a task that was taken: it is due again then, unless it was dropped meanwhile. */
    public void done(Entry entry, long due) {
        lock.lock();
        try {
            if (entry.isSlow) {
                slowTaken--;
            }
            entry.due = due;
            entry.isSlow = entry.task.isSlow();
            if (entries.get(entry.task) == entry) {
                lane(entry).add(entry);
            }
            // A lane may have become free, and so more than one task due.
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return entries.size();
        } finally {
            lock.unlock();
        }
    }

    /** A task and when it is due. */
    public static final class Entry implements Comparable<Entry> {

        private final Task task;
        private long due;
        private boolean isSlow;

        private Entry(Task task, long due) {
            this.task = task;
            this.due = due;
            this.isSlow = task.isSlow();
        }

        public Task task() {
            return task;
        }

        /** By monotonic time, which may overflow. */
        @Override
        public int compareTo(Entry other) {
            return Long.signum(due - other.due);
        }
    }
}
