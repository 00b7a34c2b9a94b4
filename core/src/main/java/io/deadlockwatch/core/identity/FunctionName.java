package io.deadlockwatch.core.identity;

import java.util.List;

/** A raw function name, taken apart once: its symbol, and what kind of function it is. Small, as processes have thousands of them. */
public final class FunctionName {

    /** Of closures outside of functions; raw names say {@code glob..} instead. */
    private static final String INIT = "init";

    private final String raw;
    private final String text;

    /** Of a closure: the function that holds it, without package and receiver. Empty if this is no closure. */
    private final String holder;

    private final boolean machinery;
    private final boolean lockMachinery;
    private final boolean standard;

    private FunctionName(String raw) {
        Symbol symbol = Symbol.parse(raw);
        List<String> elements = symbol.elements();
        String normal = symbol.toString();
        this.raw = raw;
        this.text = normal.equals(raw) ? raw : normal;
        this.holder = symbol.isClosure() ? elements.get(elements.size() - 2) : "";
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

    /** Whether the function belongs to Go's standard library. */
    public boolean isStandard() {
        return standard;
    }

    /** Whether both have the same symbol. Most have not, and hashes that are known tell that without a look at the texts. */
    public boolean isSame(FunctionName other) {
        return text.hashCode() == other.text.hashCode() && text.equals(other.text);
    }

    /**
     * Whether this can be the name of that closure, inlined with the function that holds it: {@link Symbol#isInlinedClosure}. Most names do not even contain that of
     * the function, and need not be taken apart to see it.
     */
    public boolean isInlined(FunctionName closure) {
        boolean mayBe = !closure.holder.isEmpty() && (closure.holder.equals(INIT) || raw.contains(closure.holder));
        return mayBe && Symbol.isInlinedClosure(raw, closure.text);
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
