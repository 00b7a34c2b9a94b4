package io.deadlockwatch.bench.input;

import java.io.InputStream;

/** Texts of any size that try to make a reader keep more than it should. Each is written while it is read, and takes no memory of its own. */
public enum Hostile {
    /** One line that never ends. */
    ONE_LINE,
    /** A header whose wait reason never ends. */
    ONE_HEADER,
    /** A call whose arguments never end. */
    NESTED_ARGUMENTS,
    /** One goroutine whose stack never ends. */
    ONE_STACK,
    /** Goroutines of one stack: their ids are all there is to keep. */
    IDS,
    /** Goroutines without any stack. */
    HEADERS,
    /** Goroutines on stacks that all differ. */
    STACKS,
    /** The same with names as long as real ones get. */
    LONG_NAMES,
    /** The same with stacks as deep as Go prints them. */
    DEEP_STACKS,
    /** Wait reasons that all differ. */
    STATES,
    /** Labels that all differ, as Go 1.27 prints them. */
    LABELS,
    /** Goroutines started in places that all differ. */
    ORIGINS,
    /** Argument words that all differ: ten a call is what Go prints. */
    WORDS,
    /** Nothing but problems. */
    DAMAGED,
    /** Nothing but empty lines. */
    EMPTY_LINES,
    /** Bytes without any order. */
    NOISE;

    private static final int CHUNK = 4_096;
    private static final String ONE_CALL = "main.f()\n" + place(1);

    /** So many bytes of it. */
    public InputStream open(long bytes) {
        return new PartStream(this::part, bytes);
    }

    private String part(long n) {
        return switch (this) {
            case ONE_LINE -> "a".repeat(CHUNK);
            case ONE_HEADER -> n == 0 ? "goroutine 1 [" : "a".repeat(CHUNK);
            case NESTED_ARGUMENTS -> n == 0 ? header(1, "select") + "main.f(" : "{".repeat(CHUNK);
            case ONE_STACK -> n == 0 ? header(1, "select") : call(n) + place(n);
            case IDS -> header(n, "select") + ONE_CALL + "\n";
            case HEADERS -> header(n, "select") + "\n";
            case STACKS -> header(n, "select") + call(n) + place(n) + call(n + 1) + place(n + 1) + "\n";
            case LONG_NAMES -> header(n, "select") + longCall(n) + "\n";
            case DEEP_STACKS -> deep(n);
            case STATES -> header(n, "wait " + n) + ONE_CALL + "\n";
            case LABELS -> "goroutine " + n + " [select] {request: " + n + "}:\n" + ONE_CALL + "\n";
            case ORIGINS ->
                header(n, "select") + ONE_CALL + "created by main.g" + n + " in goroutine " + n + "\n" + place(n)
                        + "\n";
            case WORDS -> header(n, "select") + words(n) + place(1) + "\n";
            case DAMAGED -> header(n, "select") + "no call\n\tno place\ngoroutine x [\n\n";
            case EMPTY_LINES -> "\n".repeat(CHUNK);
            case NOISE -> noise(n);
        };
    }

    private static String longCall(long n) {
        return "main." + "f".repeat(900) + n + "(0x1)\n\t/" + "d".repeat(900) + n + ".go:1 +0x1\n";
    }

    private static String header(long n, String state) {
        return "goroutine " + n + " [" + state + "]:\n";
    }

    private static String call(long n) {
        return "example.com/shop/p" + n % 1000 + ".(*T" + n + ").Run(0xc000123456, 0x1)\n";
    }

    private static String place(long n) {
        return "\t/src/shop/p" + n % 1000 + "/f" + n + ".go:" + (1 + n % 5000) + " +0x1b3\n";
    }

    private static String deep(long n) {
        StringBuilder block = new StringBuilder(header(n, "select"));
        for (int i = 0; i < 100; i++) {
            block.append(call(100 * n + i)).append(place(i));
        }
        return block.append('\n').toString();
    }

    private static String words(long n) {
        StringBuilder call = new StringBuilder("main.f(");
        for (int i = 0; i < 10; i++) {
            call.append("0x")
                    .append(Long.toHexString(0xc000000000L + 10 * n + i))
                    .append(", ");
        }
        return call.append("...)\n").toString();
    }

    /** A generator of Marsaglia's kind, so that the same place always has the same bytes. */
    private static String noise(long n) {
        long word = n * 0x9E3779B97F4A7C15L + 1;
        StringBuilder bytes = new StringBuilder(1024);
        for (int i = 0; i < 1024; i++) {
            word ^= word << 13;
            word ^= word >>> 7;
            word ^= word << 17;
            bytes.append((char) (word & 0xFF));
        }
        return bytes.toString();
    }
}
