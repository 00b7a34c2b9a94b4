package io.deadlockwatch.fuzz;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Reads an input twice, whole and as it trickles in. Both must come to the same: what is read, or that it is refused. Refusals are of one declared class; whatever else is
 * thrown goes on to the fuzzer. A reader that depended on where its buffer ends, or on chance, would differ from itself here.
 */
final class TwoReadings {

    /** Longest message of a refusal: some of an input's own text may be in it, but not all of it. */
    private static final int MESSAGE = 4_096;

    /** A reader under test. */
    @FunctionalInterface
    interface Reader<T> {
        T read(InputStream in) throws IOException;
    }

    private TwoReadings() {}

    /** What was read; empty if the input was refused both times. */
    static <T> Optional<T> of(byte[] input, Class<? extends IOException> refusal, Reader<T> reader) throws IOException {
        Optional<T> whole = once(new ByteArrayInputStream(input), refusal, reader);
        Optional<T> trickled = once(new Trickle(input), refusal, reader);
        Must.hold(whole.equals(trickled), "read whole and in pieces it is not the same", List.of(whole, trickled));
        return whole;
    }

    private static <T> Optional<T> once(InputStream in, Class<? extends IOException> refusal, Reader<T> reader)
            throws IOException {
        try {
            return Optional.of(reader.read(in));
        } catch (IOException e) {
            if (!refusal.isInstance(e)) {
                throw e;
            }
            String message = String.valueOf(e.getMessage());
            Must.hold(!message.isBlank() && message.length() <= MESSAGE, "an odd refusal", message);
            return Optional.empty();
        }
    }
}
