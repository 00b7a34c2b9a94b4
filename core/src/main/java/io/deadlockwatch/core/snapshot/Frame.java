package io.deadlockwatch.core.snapshot;

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
}
