package io.deadlockwatch.cli.watch;

import io.deadlockwatch.cli.input.Source;
import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.sampler.pprof.PprofException;
import java.time.Duration;

/** A running process that can be looked at. */
public interface Target {

    /** Takes a snapshot now. */
    Fetched fetch(Rung rung) throws PprofException;

    /**
     * A snapshot and what it cost.
     *
     * @param body as it came, for whoever has to read it again
     * @param took from the first byte of the request to the last of the answer: no work of the process for it took longer
     */
    record Fetched(Snapshot snapshot, Source body, long bytes, Duration took) {}
}
