package io.deadlockwatch.operator.canary.http;

import io.deadlockwatch.operator.fleet.FleetView;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;

/** Views that come one after another, five seconds apart; who waits for the next makes the time pass. */
final class FakeViews implements Views, LongSupplier {

    private static final Duration APART = Duration.ofSeconds(5);

    private final Deque<FleetView> views;
    private Duration passed = Duration.ZERO;

    FakeViews(FleetView... views) {
        this.views = new ArrayDeque<>(List.of(views));
    }

    @Override
    public FleetView current() {
        return views.getFirst();
    }

    @Override
    public FleetView next(FleetView seen, Duration atMost) {
        boolean comes = atMost.compareTo(APART) >= 0;
        passed = passed.plus(comes ? APART : atMost);
        if (comes && views.size() > 1) {
            views.removeFirst();
        }
        return current();
    }

    Duration passed() {
        return passed;
    }

    /** The time as {@code System.nanoTime} tells it. */
    @Override
    public long getAsLong() {
        return passed.toNanos();
    }
}
