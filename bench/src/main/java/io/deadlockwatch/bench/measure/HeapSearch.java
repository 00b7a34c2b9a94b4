package io.deadlockwatch.bench.measure;

import io.deadlockwatch.bench.report.Quantity;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Finds the smallest heap that an input can be read in, or refused in. A whole virtual machine's heap, its own classes included: what must be given to it. */
public final class HeapSearch {

    /** Stands for a heap beyond the greatest that is tried. */
    public static final Quantity NOT_ENOUGH = new Quantity(1_000, "MB");

    private static final int LEAST = 3;
    private static final int MOST = 32;

    /** A machine that does little but collect garbage counts as one whose heap is too small. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private HeapSearch() {}

    /** The least heap, in bytes and exact to a mebibyte, in which all of the input can be read. */
    public static Optional<Long> toRead(String input) throws IOException, InterruptedException {
        return smallest(input, Set.of(HeapProbe.WHOLE));
    }

    /** The least heap in which the input can be read, or is cut or refused because of a limit. */
    public static Optional<Long> toSurvive(String input) throws IOException, InterruptedException {
        return smallest(input, Set.of(HeapProbe.WHOLE, HeapProbe.LIMITED));
    }

    private static Optional<Long> smallest(String input, Set<Integer> good) throws IOException, InterruptedException {
        if (!isEnough(MOST, input, good)) {
            return Optional.empty();
        }
        int tooLittle = LEAST - 1;
        int enough = MOST;
        while (enough - tooLittle > 1) {
            int middle = (enough + tooLittle) / 2;
            if (isEnough(middle, input, good)) {
                enough = middle;
            } else {
                tooLittle = middle;
            }
        }
        return Optional.of((long) enough << 20);
    }

    private static boolean isEnough(int mebibytes, String input, Set<Integer> good)
            throws IOException, InterruptedException {
        Child child = Child.java(mebibytes, HeapProbe.class, TIMEOUT, input);
        if (good.contains(child.exit())) {
            return true;
        }
        if (child.exit() == -1
                || child.output().contains("OutOfMemoryError")
                || child.output().contains("too small")) {
            return false;
        }
        throw new IOException("reading " + input + " ended with " + child.exit() + ": " + child.output());
    }
}
