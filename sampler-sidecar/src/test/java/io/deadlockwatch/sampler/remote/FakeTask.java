package io.deadlockwatch.sampler.remote;

import io.deadlockwatch.sampler.loop.Task;

/** A task that takes as long as a test says. */
final class FakeTask implements Task {

    final long takesNanos;
    private final boolean slow;
    int steps;
    int recoveries;

    FakeTask(long takesMillis) {
        this.takesNanos = takesMillis * 1_000_000;
        this.slow = takesMillis >= 1_000;
    }

    @Override
    public long step() {
        steps++;
        return 0;
    }

    @Override
    public void recover() {
        recoveries++;
    }

    /** Nothing is known before the first step. */
    @Override
    public boolean isSlow() {
        return slow || steps == 0;
    }
}
