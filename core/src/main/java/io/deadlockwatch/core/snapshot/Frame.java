package io.deadlockwatch.core.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * One function on a goroutine's stack. Both names are {@link PlainText}.
 *
 * @param function the name as Go prints it, not normalised
 * @param file path as compiled in: absolute, or {@code module/path/file.go} with {@code -trimpath}; empty if unknown
 * @param line line of the call or the blocking operation; 0 if unknown
 * @param start line of the function's {@code func} keyword; 0 if the format does not carry it
 */
public record Frame(String function, String file, int line, int start) {
    public Frame {
        function = PlainText.of(function);
        file = PlainText.of(file);
    }

    // Written out, here and in Stack: the sampler hashes all frames of each snapshot, and its JVM, which has no C2, is
    // slow at what javac makes of a record.

    @Override
    public int hashCode() {
        return 31 * function.hashCode() + line;
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof Frame other
                && line == other.line
                && start == other.start
                && function.equals(other.function)
                && file.equals(other.file);
    }
}
