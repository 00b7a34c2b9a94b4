package io.deadlockwatch.core.text;

import io.deadlockwatch.core.internal.Gzip;
import io.deadlockwatch.core.internal.Problems;
import io.deadlockwatch.core.snapshot.Dump;
import io.deadlockwatch.core.snapshot.ProfileType;
import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.core.snapshot.SnapshotException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Reads what {@code /debug/pprof/goroutine?debug=2} answers, and what a Go program prints when it crashes or gets a {@code SIGQUIT}; gzipped or not, other text around it
 * or not. One pass over the input; memory grows with the stacks that differ, and never beyond the limits. See {@code docs/reference/formats.md}.
 */
public final class GoroutineDumpReader {

    private final TextLimits limits;

    /** A reader with the default limits. */
    public GoroutineDumpReader() {
        this(TextLimits.DEFAULTS);
    }

    public GoroutineDumpReader(TextLimits limits) {
        this.limits = limits;
    }

    /**
     * Reads goroutines grouped by stack, to the end of the input, which stays open. The type is always {@link ProfileType#GOROUTINE}: a {@code debug=2} leak profile
     * lists all goroutines too, and marks those that leaked.
     *
     * @throws SnapshotException if the input has no goroutines, is damaged or too large
     */
    public Snapshot readSnapshot(InputStream in) throws IOException {
        Problems problems = new Problems();
        StackGrouper grouper = new StackGrouper(limits);
        DumpScanner scanner = scan(in, grouper, problems);
        return new Snapshot(
                ProfileType.GOROUTINE,
                "",
                scanner.goroutines(),
                grouper.stacks(problems),
                grouper.fetcherSeen(),
                scanner.isTruncated() || grouper.isFull(),
                problems.list());
    }

    /**
     * Reads goroutines one by one, with the words they print, to the end of the input, which stays open.
     *
     * @throws SnapshotException if the input has no goroutines, is damaged or too large
     */
    public Dump readDump(InputStream in) throws IOException {
        Problems problems = new Problems();
        GoroutineCollector collector = new GoroutineCollector(limits, problems);
        DumpScanner scanner = scan(in, collector, problems);
        boolean complete = scanner.isComplete() && !collector.isFull();
        return new Dump(collector.goroutines(), complete, problems.list());
    }

    private DumpScanner scan(InputStream in, GoroutineSink sink, Problems problems) throws IOException {
        LineWindow window = new LineWindow(decompressed(in), limits);
        long seed = new SplittableRandom().nextLong();
        CallTree tree = new CallTree(limits, seed);
        DumpScanner scanner = new DumpScanner(window, limits, tree, sink, problems, seed);
        scanner.scan();
        if (scanner.goroutines() == 0 && !scanner.isTruncated()) {
            List<String> why = problems.list();
            throw new TextException(
                    "no goroutine in " + window.total() + " bytes" + (why.isEmpty() ? "" : "; " + why.getFirst()));
        }
        return scanner;
    }

    static InputStream decompressed(InputStream in) throws IOException {
        try {
            return Gzip.decompressed(in);
        } catch (java.io.EOFException | java.util.zip.ZipException e) {
            throw new TextException("damaged gzip header: " + e.getMessage(), e);
        }
    }
}
