package io.deadlockwatch.core.judge;

/**
 * How sure we are that a stack is the one a finding predicted: {@code 0.45 symbol + 0.35 path + 0.20 context}, in whole percent. The weights are constants,
 * so that results stay comparable; changing them changes {@link #VERSION}.
 *
 * @param symbol package, function and receiver agree, then file and line
 * @param path share of the finding's code flow seen in the stack
 * @param context mean of the signals that the snapshot can give
 */
public record Confidence(int symbol, int path, int context) {

    public static final int VERSION = 1;

    /** The weighted sum, rounded down. */
    public int total() {
        return (45 * symbol + 35 * path + 20 * context) / 100;
    }
}
