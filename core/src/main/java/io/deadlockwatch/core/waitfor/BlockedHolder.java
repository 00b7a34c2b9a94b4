package io.deadlockwatch.core.waitfor;

import java.util.ArrayList;
import java.util.List;

/**
 * A goroutine that surely holds a lock others wait for, or is the only one that can, and waits itself for something that is no lock. It is the reason why they wait;
 * whether it will go on is not known.
 *
 * @param holder id
 * @param state what it waits for, in Go's words
 * @param where it stands
 * @param step how the first of the waiters waits
 * @param waiters ids of those who wait for it, and for those who do, in ascending order
 */
public record BlockedHolder(long holder, String state, String where, WaitStep step, List<Long> waiters)
        implements Claim {

    public BlockedHolder {
        waiters = List.copyOf(waiters);
    }

    @Override
    public List<Long> goroutines() {
        List<Long> all = new ArrayList<>(waiters);
        all.add(holder);
        return all.stream().sorted().toList();
    }

    @Override
    public boolean isDeadlock() {
        return false;
    }

    @Override
    public List<String> reasons() {
        return List.of(
                step.toString(),
                "goroutine " + holder + " is itself in [" + state + "] in " + where + "; " + Words.goroutines(waiters)
                        + (waiters.size() == 1 ? " waits" : " wait") + " until it goes on");
    }
}
