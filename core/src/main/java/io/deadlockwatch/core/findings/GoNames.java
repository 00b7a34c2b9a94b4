package io.deadlockwatch.core.findings;

import io.deadlockwatch.core.identity.Symbol;

/** Names of Go functions as analysers write them. */
final class GoNames {

    private GoNames() {}

    /**
     * The symbol of a function. Besides the form that Go prints in stacks it knows that of {@code go/types} and {@code go/ssa}, in which the receiver's parentheses
     * enclose its package and closures are numbered after a dollar sign: {@code (*example.com/shop.Store).Reserve$1}. A name without a package is none: empty.
     */
    static String symbol(String name) {
        String text = withoutDollars(name.strip());
        if (text.startsWith("(")) {
            int close = text.indexOf(')');
            boolean pointer = text.startsWith("(*");
            String receiver = close < 0 ? "" : text.substring(pointer ? 2 : 1, close);
            int dot = receiver.indexOf('.', receiver.lastIndexOf('/') + 1);
            if (dot < 0) {
                return "";
            }
            String type = receiver.substring(dot + 1);
            text = receiver.substring(0, dot + 1) + (pointer ? "(*" + type + ")" : type) + text.substring(close + 1);
        }
        if (text.isEmpty() || text.startsWith(".")) {
            return "";
        }
        Symbol symbol = Symbol.parse(text);
        return symbol.packagePath().isEmpty() ? "" : symbol.toString();
    }

    private static String withoutDollars(String name) {
        int dollar = name.indexOf('$');
        if (dollar < 0) {
            return name;
        }
        for (int i = dollar; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != '$' && (c < '0' || c > '9')) {
                return name;
            }
        }
        return name.substring(0, dollar) + ".func";
    }
}
