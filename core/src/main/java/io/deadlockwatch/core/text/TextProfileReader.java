package io.deadlockwatch.core.text;

import io.deadlockwatch.core.internal.Problems;
import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.core.snapshot.SnapshotException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads what {@code /debug/pprof/goroutine?debug=1} and {@code goroutineleak?debug=1} answer, gzipped or not. What goroutines wait for is not printed and told from the
 * rest: see {@link ParkingPlaces} and {@code docs/reference/formats.md}.
 */
public final class TextProfileReader {

    private final TextLimits limits;

    /** A reader with the default limits. */
    public TextProfileReader() {
        this(TextLimits.DEFAULTS);
    }

    public TextProfileReader(TextLimits limits) {
        this.limits = limits;
    }

    /**
     * Reads a profile to the end of the input, which stays open.
     *
     * @throws SnapshotException if the input is no such profile, is damaged or too large
     */
    public Snapshot read(InputStream in) throws IOException {
        LineWindow window = new LineWindow(GoroutineDumpReader.decompressed(in), limits);
        return new TextProfileParser(window, limits, new Problems()).parse();
    }
}
