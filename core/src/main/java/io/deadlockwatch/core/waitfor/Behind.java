package io.deadlockwatch.core.waitfor;

import java.util.List;

/**
 * Goroutines that wait for one of a deadlock without being part of it: they can never go on either.
 *
 * @param goroutines in ascending order
 * @param step how the first of them waits; the others wait for the same lock
 */
public record Behind(List<Long> goroutines, WaitStep step) implements Claim {

    public Behind {
        goroutines = List.copyOf(goroutines);
    }

    @Override
    public boolean isDeadlock() {
        return true;
    }

    @Override
    public List<String> reasons() {
        String wait = goroutines.size() == 1 ? " waits for " : " wait for ";
        return List.of(Words.goroutines(goroutines) + wait + step.lock()
                + (step.mode().isEmpty() ? "" : " " + step.mode()) + " in " + step.where() + "; goroutine "
                + step.holder() + " " + step.holding() + ", and can never go on itself");
    }
}
