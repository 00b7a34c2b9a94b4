package io.deadlockwatch.core.identity;

import java.util.List;

/** A raw function name, taken apart once: its symbol, and what kind of function it is. Small, as processes have thousands of them. */
public final class FunctionName {

    /** Of closures outside of functions; raw names say {@code glob..} instead. */
    private static final String INIT = "init";

    private final String raw;
    private final String text;

    /** The function's name without package and receiver; of a closure, that of the function that holds it. */
    private final String holder;

    private final boolean closure;
    private final boolean rangeBody;
    private final String packagePath;
    private final boolean machinery;
    private final boolean lockMachinery;
    private final boolean standard;

    private FunctionName(String raw) {
        Symbol symbol = Symbol.parse(raw);
        List<String> elements = symbol.elements();
        String normal = symbol.toString();
        this.raw = raw;
        this.text = normal.equals(raw) ? raw : normal;
        this.holder = elements.get(symbol.isClosure() ? elements.size() - 2 : elements.size() - 1);
        this.closure = symbol.isClosure();
        this.rangeBody = Symbol.isRangeBody(raw);
        this.packagePath = packagePath(text);
        this.machinery = Frames.isMachinery(raw);
        this.lockMachinery = Frames.isLockMachinery(raw);
        this.standard = StandardLibrary.contains(raw);
    }

    static FunctionName of(String raw) {
        return new FunctionName(raw);
    }

    /** The symbol, taken apart anew. */
    public Symbol symbol() {
        return Symbol.parse(text);
    }

    /** The symbol in text. */
    public String text() {
        return text;
    }

    /** The symbol's text up to the first dot after the last slash: its package, but for a last element with dots of its own. */
    public String packagePath() {
        return packagePath;
    }

    /** {@link #packagePath()} of a symbol or of a pattern for symbols; empty if it has none. */
    public static String packagePath(String symbol) {
        int dot = symbol.indexOf('.', symbol.lastIndexOf('/') + 1);
        return dot < 0 ? "" : symbol.substring(0, dot);
    }

    /** Whether the function belongs to Go's standard library. */
    public boolean isStandard() {
        return standard;
    }

    /** Whether both have the same symbol. Most have not, and hashes that are known tell that without a look at the texts. */
    public boolean isSame(FunctionName other) {
        return text.hashCode() == other.text.hashCode() && text.equals(other.text);
    }

    /**
     * Whether this can be the name of that closure or loop body, inlined with the function that holds it: {@link Symbol#isInlinedClosure}. Most names do not even
     * contain that of the function, and need not be taken apart to see it.
     */
    public boolean isInlined(FunctionName inner) {
        boolean mayBe = (inner.closure || rangeBody) && (inner.holder.equals(INIT) || raw.contains(inner.holder));
        return mayBe && Symbol.isInlinedClosure(raw, inner.text);
    }

    boolean isMachinery() {
        return machinery;
    }

    boolean isLockMachinery() {
        return lockMachinery;
    }

    @Override
    public String toString() {
        return text;
    }
}
