package io.deadlockwatch.core.identity;

import io.deadlockwatch.core.internal.PercentEscapes;
import java.util.ArrayList;
import java.util.List;

/**
 * A Go function name made independent of the compiler's version. The steps stand in {@code docs/reference/identity.md}; the Go scanner takes the same ones.
 *
 * @param packagePath import path, {@code main} for the program itself; empty for names without one, such as C functions
 * @param elements what follows the package path, at least one: receiver, function, and {@code func} at the end for a closure
 */
public record Symbol(String packagePath, List<String> elements) {

    private static final String UNKNOWN = "?";
    private static final String CLOSURE = "func";
    private static final String RANGE = "-range";
    private static final List<String> NOTHING = List.of("");

    public Symbol {
        elements = List.copyOf(elements);
    }

    /** The symbol of a raw name, in text. */
    public static String of(String raw) {
        return parse(raw).toString();
    }

    /** The symbol of a raw name; a symbol's text gives that symbol again. */
    public static Symbol parse(String raw) {
        String name = withoutMarks(raw);
        int dot = endOfPackage(name);
        if (dot < 0) {
            return new Symbol("", List.of(name.isEmpty() ? UNKNOWN : name));
        }
        String packagePath = packagePath(name.substring(0, dot));
        List<String> elements = upToClosure(chain(split(name.substring(dot + 1))));
        boolean nothing = packagePath.isEmpty() && elements.equals(NOTHING);
        return new Symbol(packagePath, nothing ? List.of(UNKNOWN) : elements);
    }

    /** Whether this is a closure. */
    public boolean isClosure() {
        return elements.size() > 1 && elements.getLast().equals(CLOSURE);
    }

    /**
     * Whether a raw name can be that of a closure, or of the body of a loop over a function, with this symbol, but inlined with the function that holds it: before Go
     * 1.27 it then carries the names of both functions and the package of the outer one, as in {@code main.run.F.func1}, {@code main.run.func1.F.1} or
     * {@code main.run.G-range1} for {@code example.com/lib.F.func} and {@code example.com/lib.G}.
     */
    public static boolean isInlinedClosure(String raw, String symbol) {
        Symbol inner = parse(symbol);
        if (!inner.isClosure() && !isRangeBody(raw)) {
            return false;
        }
        List<String> chain = chain(split(afterPackage(withoutMarks(raw))));
        int extra = chain.size() - inner.elements.size();
        return extra > 0 && chain.subList(extra, chain.size()).equals(inner.elements);
    }

    /** Whether a raw name is that of the body of a loop over a function, which the compiler makes a function of its own. */
    static boolean isRangeBody(String raw) {
        int range = raw.lastIndexOf(RANGE);
        return range >= 0 && isNumbered(raw.substring(range), RANGE);
    }

    @Override
    public String toString() {
        String name = String.join(".", elements);
        return packagePath.isEmpty() ? name : packagePath + "." + name;
    }

    /** Whether a raw name is that of a function the compiler made to start a call in a {@code go} or {@code defer} statement. */
    static boolean isWrapper(String raw) {
        String last = raw.substring(raw.lastIndexOf('.') + 1);
        if (!isNumbered(last, "gowrap") && !isNumbered(last, "deferwrap")) {
            return false;
        }
        List<String> parts = split(afterPackage(TypeArguments.drop(raw)));
        return parts.size() > firstMade(parts);
    }

    private static String packagePath(String escaped) {
        String path = escaped;
        int vendor = path.lastIndexOf("/vendor/");
        if (vendor >= 0) {
            path = path.substring(vendor + "/vendor/".length());
        } else if (path.startsWith("vendor/")) {
            path = path.substring("vendor/".length());
        }
        return PercentEscapes.decode(path);
    }

    /** Splits at the dots that do not stand in parentheses. */
    private static List<String> split(String name) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < name.length(); i++) {
            switch (name.charAt(i)) {
                case '(' -> depth++;
                case ')' -> depth--;
                case '.' -> {
                    if (depth <= 0) {
                        parts.add(name.substring(from, i));
                        from = i + 1;
                    }
                }
                default -> {}
            }
        }
        parts.add(name.substring(from));
        return parts;
    }

    /** The elements, stable, closures within closures as one; what was inlined into a closure stands after it. */
    private static List<String> chain(List<String> raw) {
        List<String> parts = new ArrayList<>(raw);
        parts.replaceAll(Symbol::withoutRanges);
        if (parts.size() > 2 && parts.get(0).equals("glob") && parts.get(1).isEmpty()) {
            parts.subList(0, 2).clear();
            parts.addFirst("init");
        } else if (parts.size() > 1 && parts.get(0).equals("init") && isNumbered(parts.get(1), "")) {
            parts.remove(1);
        }
        int first = Math.min(firstMade(parts), parts.size());
        List<String> chain = new ArrayList<>(parts.subList(0, first));
        for (String part : parts.subList(first, parts.size())) {
            if (isNumbered(part, CLOSURE) || isNumbered(part, "") || part.equals(CLOSURE)) {
                if (chain.size() == first || !chain.getLast().equals(CLOSURE)) {
                    chain.add(CLOSURE);
                }
            } else if (isNumbered(part, "gowrap")) {
                chain.add("gowrap");
            } else {
                chain.add(isNumbered(part, "deferwrap") ? "deferwrap" : part);
            }
        }
        return chain;
    }

    private static List<String> upToClosure(List<String> chain) {
        int first = Math.min(firstMade(chain), chain.size());
        int closure = chain.subList(first, chain.size()).indexOf(CLOSURE);
        return closure < 0 ? chain : once(chain.subList(0, first + closure + 1));
    }

    /** A closure that was inlined into the very function that holds it has that function's name twice. */
    private static List<String> once(List<String> closure) {
        int half = closure.size() / 2;
        boolean twice = closure.size() % 2 == 1 && closure.subList(0, half).equals(closure.subList(half, 2 * half));
        return twice ? closure.subList(half, closure.size()) : closure;
    }

    /** The name without type arguments and the mark of a method value. */
    private static String withoutMarks(String raw) {
        String name = TypeArguments.drop(raw);
        return name.endsWith("-fm") ? name.substring(0, name.length() - "-fm".length()) : name;
    }

    /** Where the first dot after the last slash stands: Go escapes the dots before it; -1 if there is none. */
    private static int endOfPackage(String name) {
        return name.indexOf('.', name.lastIndexOf('/') + 1);
    }

    private static String afterPackage(String name) {
        return name.substring(endOfPackage(name) + 1);
    }

    /** The first element that can be the compiler's: those before it, the method of a pointer receiver too, are names that somebody wrote. */
    private static int firstMade(List<String> parts) {
        return parts.get(0).startsWith("(") ? 2 : 1;
    }

    /** Drops every {@code -rangeN} at the end: the body of a loop over a function belongs to the function that loops. */
    private static String withoutRanges(String part) {
        String rest = part;
        for (int at = rest.lastIndexOf(RANGE); at >= 0; at = rest.lastIndexOf(RANGE)) {
            if (!isNumbered(rest.substring(at), RANGE)) {
                break;
            }
            rest = rest.substring(0, at);
        }
        return rest;
    }

    /** Whether a text is the prefix and at least one digit. */
    private static boolean isNumbered(String text, String prefix) {
        if (text.length() <= prefix.length() || !text.startsWith(prefix)) {
            return false;
        }
        for (int i = prefix.length(); i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
