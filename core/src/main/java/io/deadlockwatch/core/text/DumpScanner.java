package io.deadlockwatch.core.text;

import io.deadlockwatch.core.internal.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Finds the goroutines in a {@code debug=2} dump or in what a crash prints, in one pass. Text around them is skipped. A goroutine that makes no sense is a problem and
 * left out, and the next one is read.
 *
 * <p>Calls that came before at the same point of a stack are not parsed again: see {@link CallFollower}. Only what is new is taken apart, a line at a time.
 */
final class DumpScanner {

    private static final byte[] CREATED_BY = ascii("created by ");
    private static final byte[] IN_GOROUTINE = ascii(" in goroutine ");
    private static final byte[] ORIGINATING = ascii("[originating from goroutine ");
    private static final byte[] DOTS = ascii("...");
    private static final byte[] ELIDED = ascii(" frames elided...");
    private static final byte[] UNAVAILABLE = ascii("\tgoroutine running on other thread; stack unavailable");
    private static final byte[] NON_GO = ascii("non-Go function at pc=");
    private static final int SHOWN = 80;
    private static final int MAX_DIGITS = 18;

    /** What the next line can be. */
    private enum Expect {
        /** {@code goroutine 12 [select]:}, or text that is no part of a goroutine. */
        GOROUTINE,
        /** {@code main.f(0x1)}, {@code created by main.main in goroutine 1}, {@code ...9 frames elided...}, or the blank line after the last. */
        CALL,
        /** {@code TAB/src/main.go:9 +0x1b} of a call. */
        PLACE,
        /** {@code TAB/src/main.go:9 +0x1b} of the {@code go} statement. */
        ORIGIN,
        /** Calls of the goroutines that started this one, up to the blank line. */
        ANCESTORS,
        /** Text that follows without a blank line, such as {@code exit status 2}; if more of the goroutine comes, it was none. */
        TRAILER,
        /** The rest of a goroutine that is left out. */
        NOTHING
    }

    private final LineWindow window;
    private final TextLimits limits;
    private final CallTree tree;
    private final HeaderReader headers;
    private final CallFollower calls;
    private final GoroutineSink sink;
    private final Problems problems;
    private final Place place = new Place();

    private Expect expect = Expect.GOROUTINE;
    private long goroutines;
    private boolean truncated;
    private boolean complete = true;

    private long id;
    private @Nullable Header header;
    private @Nullable CallNode stack;
    private @Nullable Function function;
    private boolean shapedAsCall;
    private boolean elided;
    private boolean deep;
    private boolean empty;
    private @Nullable CallSite origin;
    private long creator;

    DumpScanner(LineWindow window, TextLimits limits, CallTree tree, GoroutineSink sink, Problems problems, long seed) {
        this.window = window;
        this.limits = limits;
        this.tree = tree;
        this.headers = new HeaderReader(tree, limits, seed);
        this.calls = new CallFollower(window, sink, limits.maxLine(), seed);
        this.sink = sink;
        this.problems = problems;
    }

    /** Goroutines there were, those left out included. */
    long goroutines() {
        return goroutines;
    }

    /** Whether the input ended before its last goroutine did. */
    boolean isTruncated() {
        return truncated;
    }

    /** Whether every goroutine went to the sink. */
    boolean isComplete() {
        return complete && !truncated;
    }

    /** Reads to the end of the input. */
    void scan() throws IOException {
        while (window.next()) {
            if (window.isUnterminated()) {
                unterminated();
                return;
            }
            line(window.bytes, window.start, window.end);
            if (expect == Expect.CALL && stack != null) {
                follow(stack);
            }
        }
        boolean midway = header != null
                && (empty || (expect == Expect.PLACE && shapedAsCall) || expect == Expect.ORIGIN || isCut());
        if (midway) {
            cutOff();
        } else {
            finish();
        }
        truncated |= isCut();
    }

    private void follow(CallNode from) {
        CallNode reached = calls.follow(from);
        stack = reached;
        CallSite started = calls.origin();
        if (started != null) {
            origin = started;
            creator = calls.creator();
        }
        empty &= reached == from && started == null;
    }

    private void line(byte[] bytes, int start, int end) {
        if (window.isTooLong()) {
            tooLong();
        } else if (start == end) {
            finish();
        } else if (HeaderReader.isLikely(bytes, start, end)) {
            begin(bytes, start, end);
        } else {
            empty = false;
            switch (expect) {
                case GOROUTINE -> outside(bytes, start, end);
                case CALL -> call(bytes, start, end);
                case PLACE -> place(bytes, start, end);
                case ORIGIN -> origin(bytes, start, end);
                case TRAILER -> trailer(bytes, start, end);
                case ANCESTORS, NOTHING -> {}
            }
        }
    }

    private void begin(byte[] bytes, int start, int end) {
        Header read = headers.read(bytes, start, end);
        if (read == null) {
            if (headers.isFull()) {
                finish();
                goroutines++;
                id = headers.id();
                full();
            } else if (headers.isBracketed()) {
                finish();
                complete = false;
                problems.add(here() + "not the first line of a goroutine, though it begins like one: "
                        + shown(bytes, start, end));
            }
            return;
        }
        finish();
        id = headers.id();
        header = read;
        stack = read.state().start;
        elided = false;
        deep = false;
        empty = true;
        origin = null;
        creator = 0;
        expect = Expect.CALL;
    }

    private void outside(byte[] bytes, int start, int end) {
        if (HeaderReader.likelyAt(bytes, start, end) > start) {
            complete = false;
            problems.add(here()
                    + "a goroutine's first line after other text, which is not supported; is there a prefix on each line? "
                    + shown(bytes, start, end));
        }
    }

    private void call(byte[] bytes, int start, int end) {
        if (bytes[start] == '\t') {
            if (!Scan.startsWith(bytes, start, end, UNAVAILABLE)) {
                reject("a place without a call: " + shown(bytes, start, end));
            }
        } else if (Scan.startsWith(bytes, start, end, CREATED_BY)) {
            createdBy(bytes, start + CREATED_BY.length, end);
        } else if (Scan.startsWith(bytes, start, end, ORIGINATING)) {
            expect = Expect.ANCESTORS;
        } else if (Scan.startsWith(bytes, start, end, DOTS) && Scan.endsWith(bytes, start, end, ELIDED)) {
            elided = true;
        } else if (!Scan.startsWith(bytes, start, end, NON_GO)) {
            function(bytes, start, end);
        }
    }

    private void function(byte[] bytes, int start, int end) {
        int open = end;
        shapedAsCall = bytes[end - 1] == ')';
        if (shapedAsCall) {
            while (open > start && bytes[open - 1] != '(') {
                open--;
            }
            open--;
            shapedAsCall = open > start;
        }
        int nameEnd = shapedAsCall ? open : end;
        if (shapedAsCall) {
            sink.arguments(bytes, open + 1, end - 1);
        } else {
            sink.arguments(bytes, end, end);
        }
        expect = Expect.PLACE;
        function = named(bytes, start, nameEnd);
    }

    private void createdBy(byte[] bytes, int start, int end) {
        int digits = end;
        while (digits > start && Scan.isDigit(bytes[digits - 1])) {
            digits--;
        }
        boolean told = digits < end && end - digits <= MAX_DIGITS && Scan.endsWith(bytes, start, digits, IN_GOROUTINE);
        creator = told ? Scan.number(bytes, digits, end) : 0;
        expect = Expect.ORIGIN;
        function = named(bytes, start, told ? digits - IN_GOROUTINE.length : end);
    }

    /** The function; null after this goroutine was left out for its name. */
    private @Nullable Function named(byte[] bytes, int start, int end) {
        if (end - start > limits.maxName()) {
            reject("name of " + (end - start) + " bytes, limit maxName is " + limits.maxName());
            return null;
        }
        Function named = tree.function(bytes, start, end);
        if (named == null) {
            full();
        }
        return named;
    }

    private void place(byte[] bytes, int start, int end) {
        if (place.parse(bytes, start, end)) {
            CallSite site = site(bytes, start);
            if (site != null) {
                expect = Expect.CALL;
                push(site);
            }
        } else if (shapedAsCall) {
            reject("not the place of a call: " + shown(bytes, start, end));
        } else {
            expect = Expect.TRAILER;
            trailer(bytes, start, end);
        }
    }

    private void origin(byte[] bytes, int start, int end) {
        if (place.parse(bytes, start, end)) {
            origin = site(bytes, start);
            if (origin != null) {
                expect = Expect.CALL;
            }
        } else {
            reject("not the place of a go statement: " + shown(bytes, start, end));
        }
    }

    private @Nullable CallSite site(byte[] bytes, int start) {
        if (place.fileLength() > limits.maxName()) {
            reject("file name of " + place.fileLength() + " bytes, limit maxName is " + limits.maxName());
            return null;
        }
        CallSite site = function == null ? null : tree.site(function, bytes, start, place);
        if (site == null) {
            full();
        }
        return site;
    }

    private void push(CallSite site) {
        CallNode inner = stack;
        if (inner == null || inner.depth >= limits.maxFrames()) {
            deep = true;
            return;
        }
        CallNode outer = tree.outer(inner, site);
        if (outer == null) {
            full();
            return;
        }
        calls.learn(inner, outer);
        sink.call(site);
        stack = outer;
    }

    private void trailer(byte[] bytes, int start, int end) {
        if (place.parse(bytes, start, end) || Scan.startsWith(bytes, start, end, CREATED_BY)) {
            reject("this goroutine goes on after a line that is no part of it: " + shown(bytes, start, end));
        }
    }

    /** The end of a goroutine, if there was one. */
    private void finish() {
        boolean usable = header != null && expect != Expect.NOTHING;
        if (usable && ((expect == Expect.PLACE && shapedAsCall) || expect == Expect.ORIGIN)) {
            reject("the place that belongs to the line before is missing");
            usable = false;
        }
        if (header != null && id != 0) {
            goroutines++;
        }
        if (usable && header != null && stack != null && id != 0) {
            if (deep) {
                complete = false;
                problems.add(here() + "stack of goroutine " + id + " is deeper than " + limits.maxFrames()
                        + " frames, limit maxFrames; outer ones left out");
            }
            sink.goroutine(id, header, stack, elided, origin, creator);
        } else {
            sink.dropped();
        }
        header = null;
        stack = null;
        expect = Expect.GOROUTINE;
    }

    private void tooLong() {
        if (header != null) {
            reject("line of " + window.length() + " bytes, limit maxLine is " + limits.maxLine());
        }
    }

    private void reject(String why) {
        complete = false;
        problems.add(here() + "goroutine " + id + " left out: " + why);
        expect = Expect.NOTHING;
    }

    private void full() {
        complete = false;
        sink.left(id, tree.whatIsFull());
        expect = Expect.NOTHING;
    }

    private void unterminated() {
        boolean header = HeaderReader.couldBecome(window.bytes, window.start, window.end);
        cutOff();
        truncated |= header;
    }

    /** Drops the goroutine that is not whole. */
    private void cutOff() {
        truncated |= header != null || isCut();
        sink.dropped();
    }

    private boolean isCut() {
        return window.isCut() || window.total() == TextLimits.GO_DUMP_BYTES;
    }

    private String here() {
        return "line " + window.line() + ": ";
    }

    private static String shown(byte[] bytes, int start, int end) {
        String text = new String(bytes, start, Math.min(end - start, SHOWN), StandardCharsets.UTF_8);
        return "\"" + text.strip() + "\"";
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
