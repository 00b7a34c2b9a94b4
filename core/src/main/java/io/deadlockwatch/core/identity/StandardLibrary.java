package io.deadlockwatch.core.identity;

import java.util.Set;

/** Tells Go's own packages from the user's. */
public final class StandardLibrary {

    private static final Set<String> ROOTS = Set.of(
            "archive",
            "bufio",
            "bytes",
            "cmp",
            "compress",
            "container",
            "context",
            "crypto",
            "database",
            "debug",
            "embed",
            "encoding",
            "errors",
            "expvar",
            "flag",
            "fmt",
            "go",
            "hash",
            "html",
            "image",
            "index",
            "internal",
            "io",
            "iter",
            "log",
            "maps",
            "math",
            "mime",
            "net",
            "os",
            "path",
            "plugin",
            "reflect",
            "regexp",
            "runtime",
            "slices",
            "sort",
            "strconv",
            "strings",
            "structs",
            "sync",
            "syscall",
            "testing",
            "text",
            "time",
            "unicode",
            "unique",
            "unsafe",
            "weak");

    private StandardLibrary() {}

    /**
     * Whether a function, by its raw name, belongs to the standard library. A leading {@code vendor/} is the library's own: a user's vendored packages carry the
     * path of the module before that element, or do not show it at all.
     */
    public static boolean contains(String raw) {
        if (raw.startsWith("vendor/")) {
            return true;
        }
        String name = TypeArguments.drop(raw);
        int end = name.indexOf('/');
        if (end < 0) {
            end = name.indexOf('.');
        }
        return end > 0 && ROOTS.contains(name.substring(0, end));
    }
}
