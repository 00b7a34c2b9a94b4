package io.deadlockwatch.core.identity;

/**
 * A place in source where goroutines block, stable across revisions and toolchains. See {@code docs/reference/identity.md}.
 *
 * @param symbol of the innermost user frame
 * @param operation the wait operation
 */
public record Site(String symbol, String operation) {

    /** The form in incidents and SARIF: {@code symbol|operation}. */
    @Override
    public String toString() {
        return symbol + "|" + operation;
    }
}
