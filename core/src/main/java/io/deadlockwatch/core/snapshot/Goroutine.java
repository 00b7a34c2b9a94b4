package io.deadlockwatch.core.snapshot;

import java.util.List;
import java.util.Optional;

/**
 * One goroutine of a {@code debug=2} dump or a crash.
 *
 * @param minutes printed wait, whole minutes; 0 if none is printed
 * @param leaked whether Go itself calls it leaked
 * @param elided whether frames in the middle or at the end are left out
 * @param calls innermost first, none left out but what Go hides
 * @param origin where it was started; none for goroutine 1
 */
public record Goroutine(
        long id,
        WaitState state,
        long minutes,
        boolean leaked,
        boolean elided,
        List<Call> calls,
        Optional<Origin> origin) {
    public Goroutine {
        calls = List.copyOf(calls);
    }
}
