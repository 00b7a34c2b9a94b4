package io.deadlockwatch.core.waitfor;

/**
 * An address: so many bytes after what a node of a {@link TermSolver} stands for.
 *
 * @param node whose value is added to; {@link TermSolver#ZERO} makes the term an address that is known
 */
record Term(int node, long offset) {

    static Term address(long value) {
        return new Term(TermSolver.ZERO, value);
    }

    boolean isAddress() {
        return node == TermSolver.ZERO;
    }

    Term plus(long bytes) {
        return bytes == 0 ? this : new Term(node, offset + bytes);
    }
}
