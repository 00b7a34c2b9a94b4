package io.deadlockwatch.core.waitfor;

import java.util.ArrayList;
import java.util.List;

/**
 * Goroutines that wait for each other in a circle: each waits for a lock that the next one surely holds. One alone waits for what it holds itself.
 *
 * @param steps in the order of the circle; one for each goroutine
 */
public record Cycle(List<WaitStep> steps) implements Claim {

    public Cycle {
        steps = List.copyOf(steps);
    }

    @Override
    public List<Long> goroutines() {
        return steps.stream().map(WaitStep::waiter).sorted().toList();
    }

    @Override
    public boolean isDeadlock() {
        return true;
    }

    @Override
    public List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        steps.forEach(step -> reasons.add(step.toString()));
        reasons.add(
                steps.size() == 1
                        ? "it waits for itself and can never go on"
                        : "they wait for each other in a circle, and none of them can ever go on");
        return List.copyOf(reasons);
    }
}
