package io.deadlockwatch.operator.incident;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Turns that are taken when a test says so. */
final class ManualTurns implements Turns {

    private record Later(Duration at, Runnable task) {}

    private final Deque<Runnable> ready = new ArrayDeque<>();
    private final List<Later> later = new ArrayList<>();
    private Duration now = Duration.ZERO;

    @Override
    public void soon(Runnable task) {
        ready.add(task);
    }

    @Override
    public void later(Duration delay, Runnable task) {
        later.add(new Later(now.plus(delay), task));
    }

    void runReady() {
        while (!ready.isEmpty()) {
            ready.poll().run();
        }
    }

    void pass(Duration time) {
        now = now.plus(time);
        later.removeIf(due -> due.at().compareTo(now) <= 0 && ready.add(due.task()));
        runReady();
    }

    /** Tasks that wait for their time. */
    int waiting() {
        return later.size();
    }

    @Override
    public void close() {
        ready.clear();
        later.clear();
    }
}
