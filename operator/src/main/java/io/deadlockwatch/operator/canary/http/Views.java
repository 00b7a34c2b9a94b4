package io.deadlockwatch.operator.canary.http;

import io.deadlockwatch.operator.fleet.FleetView;
import java.time.Duration;

/** Where views of the fleet come from. */
public interface Views {

    FleetView current();

    /** Waits for another view than the one that was seen; returns the current one, whichever it is, when the time is over. */
    FleetView next(FleetView seen, Duration atMost) throws InterruptedException;
}
