package io.deadlockwatch.core.judge;

import io.deadlockwatch.core.snapshot.GoroutineIds;
import io.deadlockwatch.core.snapshot.Origin;
import io.deadlockwatch.core.snapshot.StackDetail;
import java.time.Duration;
import java.util.Optional;

/**
 * What one or two {@code debug=2} dumps tell of the goroutines on a stack, beyond their number.
 *
 * <p>The printed wait is of one wait without a break, and a lower bound: Go counts from the first garbage collection after the goroutine blocked, prints none in a
 * process that never collected, and none for goroutines it calls leaked. The same id on the same stack in two dumps says less: the goroutine may have gone on and
 * come back in between, as a worker does.
 *
 * @param longestWait the longest printed wait; zero if none is printed
 * @param stayed goroutines that stood here in both dumps; 0 if there is but one
 * @param apart time between the two dumps
 * @param origin where the goroutines were started, if all in one place
 */
public record Dumps(Duration longestWait, long stayed, Duration apart, Optional<Origin> origin) {

    /** No dump was taken. */
    public static final Dumps NONE = new Dumps(Duration.ZERO, 0, Duration.ZERO, Optional.empty());

    /** Of one dump. */
    public static Dumps of(StackDetail last) {
        return new Dumps(Duration.ofMinutes(last.maxMinutes()), 0, Duration.ZERO, last.origin());
    }

    /** Of two dumps. */
    public static Dumps of(StackDetail first, StackDetail last, Duration apart) {
        GoroutineIds both = first.ids().intersect(last.ids());
        return new Dumps(Duration.ofMinutes(last.maxMinutes()), both.size(), apart, last.origin());
    }
}
