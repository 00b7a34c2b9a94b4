package io.deadlockwatch.core.waitfor.model;

import io.deadlockwatch.core.identity.Symbol;
import io.deadlockwatch.core.snapshot.Frame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Functions by file and line. A binary names a file by an absolute path, or by module path with {@code -trimpath}; the model by what is left of either after
 * the module's root, so two paths are one file if the model's is the end of the other.
 */
final class FunctionIndex {

    private final Map<String, List<ModelFunction>> byBaseName = new HashMap<>();

    FunctionIndex(List<ModelFunction> functions) {
        for (ModelFunction function : functions) {
            byBaseName
                    .computeIfAbsent(baseName(function.file()), name -> new ArrayList<>())
                    .add(function);
        }
    }

    List<ModelFunction> find(Frame frame) {
        List<ModelFunction> sameName = byBaseName.get(baseName(frame.file().replace('\\', '/')));
        if (sameName == null) {
            return List.of();
        }
        String file = withoutVersions(frame.file());
        List<ModelFunction> innermost = new ArrayList<>();
        for (ModelFunction function : sameName) {
            if (function.start() <= frame.line() && frame.line() <= function.end() && endsWith(file, function.file())) {
                if (!innermost.isEmpty() && lines(function) < lines(innermost.getFirst())) {
                    innermost.clear();
                }
                if (innermost.isEmpty() || lines(function) == lines(innermost.getFirst())) {
                    innermost.add(function);
                }
            }
        }
        if (!innermost.isEmpty()) {
            String symbol = Symbol.of(frame.function());
            innermost.removeIf(function -> !agrees(frame.function(), symbol, function.symbol()));
        }
        return List.copyOf(innermost);
    }

    private static boolean agrees(String raw, String symbol, String modelled) {
        return symbol.equals(modelled) || Symbol.isInlinedClosure(raw, modelled);
    }

    private static int lines(ModelFunction function) {
        return function.end() - function.start();
    }

    private static boolean endsWith(String path, String end) {
        return path.endsWith(end)
                && (path.length() == end.length() || path.charAt(path.length() - end.length() - 1) == '/');
    }

    private static String baseName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** A module in the module cache: {@code github.com/!burnt!sushi/toml@v1.5.0/parse.go} is file {@code github.com/BurntSushi/toml/parse.go}. */
    private static String withoutVersions(String path) {
        String slashes = path.replace('\\', '/');
        int cache = slashes.indexOf('@');
        if (cache < 0) {
            return slashes;
        }
        StringBuilder plain = new StringBuilder(slashes.length());
        boolean upper = false;
        boolean version = false;
        for (int i = 0; i < slashes.length(); i++) {
            char c = slashes.charAt(i);
            version = c != '/' && (version || c == '@');
            if (version) {
                continue;
            }
            if (c == '!' && i < cache) {
                upper = true;
            } else {
                plain.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        return plain.toString();
    }
}
