package io.deadlockwatch.core.identity;

import io.deadlockwatch.core.snapshot.Stack;
import org.jspecify.annotations.Nullable;

/**
 * A place in source where goroutines block, stable across revisions and toolchains. See {@code docs/reference/identity.md}.
 *
 * @param symbol of the innermost user frame, shortened where the site would be too long
 * @param operation the wait operation
 */
public record Site(String symbol, String operation) {

    /** Longest text of a site, in Unicode characters: the limit of the Kubernetes schema. */
    public static final int MAX_LENGTH = 512;

    /** Stands for the symbol of a stack without frames. */
    static final String NO_FRAME = "?";

    private static final int KEPT = 400;

    /** The site of a stack. */
    public static Site of(Stack stack) {
        return new FunctionNames().of(stack).site();
    }

    /** The site of an operation in the function with this symbol; a symbol that is too long is shortened. */
    public static Site of(String symbol, String operation) {
        int length = symbol.codePointCount(0, symbol.length()) + 1 + operation.codePointCount(0, operation.length());
        if (length <= MAX_LENGTH) {
            return new Site(symbol, operation);
        }
        int kept = Math.min(KEPT, symbol.codePointCount(0, symbol.length()));
        return new Site(symbol.substring(0, symbol.offsetByCodePoints(0, kept)) + "~" + Digest.of(symbol), operation);
    }

    /**
     * Reads the form {@link #toString} writes.
     *
     * @throws IllegalArgumentException if the text is no {@code symbol|operation}
     */
    public static Site parse(String text) {
        int bar = text.lastIndexOf('|');
        if (bar <= 0 || bar == text.length() - 1) {
            throw new IllegalArgumentException("not a site, symbol|operation: " + text);
        }
        return new Site(text.substring(0, bar), text.substring(bar + 1));
    }

    // Written out: the operator looks up the site of each stack in each report, and without C2 what javac makes of a
    // record is slow.

    @Override
    public int hashCode() {
        return 31 * symbol.hashCode() + operation.hashCode();
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof Site other && symbol.equals(other.symbol) && operation.equals(other.operation);
    }

    /** The form in incidents and SARIF: {@code symbol|operation}. */
    @Override
    public String toString() {
        return symbol + "|" + operation;
    }
}
