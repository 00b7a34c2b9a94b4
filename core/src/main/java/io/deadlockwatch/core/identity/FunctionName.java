package io.deadlockwatch.core.identity;

/** A raw function name, taken apart once: its symbol, and what kind of function it is. */
public final class FunctionName {

    private final String raw;
    private final Symbol symbol;
    private final String text;
    private final boolean closure;
    private final boolean machinery;
    private final boolean lockMachinery;
    private final boolean standard;

    private FunctionName(String raw) {
        this.raw = raw;
        this.symbol = Symbol.parse(raw);
        this.text = symbol.toString();
        this.closure = symbol.isClosure();
        this.machinery = Frames.isMachinery(raw);
        this.lockMachinery = Frames.isLockMachinery(raw);
        this.standard = StandardLibrary.contains(raw);
    }

    static FunctionName of(String raw) {
        return new FunctionName(raw);
    }

    public Symbol symbol() {
        return symbol;
    }

    /** The symbol in text. */
    public String text() {
        return text;
    }

    /** Whether the function belongs to Go's standard library. */
    public boolean isStandard() {
        return standard;
    }

    /** Whether both have the same symbol. Most have not, and hashes that are known tell that without a look at the texts. */
    public boolean isSame(FunctionName other) {
        return text.hashCode() == other.text.hashCode() && text.equals(other.text);
    }

    /** Whether this can be the name of that closure, inlined with the function that holds it: {@link Symbol#isInlinedClosure}. */
    public boolean isInlined(FunctionName closure) {
        return closure.closure && Symbol.isInlinedClosure(raw, closure.text);
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
