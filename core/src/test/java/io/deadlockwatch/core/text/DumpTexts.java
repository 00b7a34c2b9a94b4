package io.deadlockwatch.core.text;

/** Goroutines as dumps print them, and limits for them. */
final class DumpTexts {

    static final String ONE = """
            goroutine 1 [select]:
            main.f(0x1, {0x2, 0x3})
            \t/src/main.go:9 +0x1b
            """;
    static final String TWO = """
            goroutine 2 [chan receive, 2 minutes]:
            main.g(...)
            \t/src/main.go:19
            main.f(0x1, {0x2, 0x3})
            \t/src/main.go:9 +0x1b
            created by main.main in goroutine 1
            \t/src/main.go:4 +0x2
            """;

    /** Limits that small dumps meet. */
    static final TextLimits LIMITS = new TextLimits(1 << 20, 200, 60, 5, 4, 8, 1_200, 3, 4);

    private DumpTexts() {}
}
