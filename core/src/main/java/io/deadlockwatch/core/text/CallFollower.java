package io.deadlockwatch.core.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes calls that came here before, without parsing them. Goroutines of a dump are few stacks many times over, which differ in ids and arguments: so the text that
 * comes next is compared with the call that followed last time at this point of a stack, name and place in one go each; and if it is not that one, with the one that
 * had the same name here before. What is neither is left to the {@link DumpScanner}.
 */
final class CallFollower {

    private static final byte[] CREATED_BY = "created by ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] IN_GOROUTINE = " in goroutine ".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_DIGITS = 18;

    /** Calls found by name, for points of stacks where many follow; a newer one takes the place of another. */
    private static final int REMEMBERED = 4096;

    private final LineWindow window;
    private final GoroutineSink sink;
    private final int maxLine;
    private final long seed;
    private final @Nullable CallNode[] byName = new CallNode[REMEMBERED];

    private @Nullable CallSite origin;
    private long creator;

    CallFollower(LineWindow window, GoroutineSink sink, int maxLine, long seed) {
        this.window = window;
        this.sink = sink;
        this.maxLine = maxLine;
        this.seed = seed;
    }

    /** Takes calls as long as they are known, and then the place the goroutine was started, if that is where the last one with these calls was. */
    CallNode follow(CallNode from) {
        CallNode node = from;
        for (CallNode next = known(node); next != null; next = known(node)) {
            node.predicted = next;
            node = next;
        }
        origin = null;
        Tally tally = node.tally;
        CallSite start = tally == null ? null : tally.lastOrigin();
        if (start != null) {
            startedAt(start);
        }
        return node;
    }

    /** Where the goroutine was started, if {@link #follow} took that too. */
    @Nullable
    CallSite origin() {
        return origin;
    }

    /** The goroutine that started it, if {@link #origin} is there. */
    long creator() {
        return creator;
    }

    /** Remembers a call that had to be parsed. */
    void learn(CallNode inner, CallNode outer) {
        CallSite site = outer.site;
        if (site != null && !site.foreign) {
            inner.predicted = outer;
            byName[slot(inner, site.function.hash)] = outer;
        }
    }

    private int slot(CallNode inner, int name) {
        return Scan.hash(inner.hash, name, seed) & (REMEMBERED - 1);
    }

    private @Nullable CallNode known(CallNode node) {
        CallNode predicted = node.predicted;
        if (predicted == null) {
            return null;
        }
        if (isNext(predicted)) {
            return predicted;
        }
        CallNode same = sameName(node);
        return same != null && same != predicted && same.inner == node && isNext(same) ? same : null;
    }

    /** The call that had the name of the next line here before; another one, if that was forgotten. */
    private @Nullable CallNode sameName(CallNode node) {
        byte[] bytes = window.bytes;
        int at = window.position;
        int feed = Scan.lineFeed(bytes, at, Math.min(window.filled, at + maxLine));
        int open = feed - 1;
        while (open > at && bytes[open] != '(') {
            open--;
        }
        return open > at ? byName[slot(node, Scan.hash(bytes, at, open, seed))] : null;
    }

    /** Takes the next two lines if they are this call. Its arguments hold no parenthesis, so its name cannot be the beginning of a longer one. */
    private boolean isNext(CallNode node) {
        byte[] bytes = window.bytes;
        int at = window.position;
        CallSite site = node.site;
        if (site == null
                || !site.function.mayBeAt(bytes, at, window.filled)
                || !Scan.isAt(bytes, at, site.function.opening)) {
            return false;
        }
        int arguments = at + site.function.opening.length;
        int to = Math.min(window.filled, at + maxLine);
        int feed = Scan.lineFeedBeforeParenthesis(bytes, arguments, to);
        if (feed < 0 || bytes[feed - 1] != ')' || !isPlaceAt(feed + 1, site)) {
            return false;
        }
        sink.arguments(bytes, arguments, feed - 1);
        sink.call(site);
        window.advance(feed + 2 + site.place.length, 2);
        return true;
    }

    /** Whether the line that begins here is the place of this call and nothing else. */
    private boolean isPlaceAt(int at, CallSite site) {
        int end = at + site.place.length;
        return end < window.filled && window.bytes[end] == '\n' && Scan.isAt(window.bytes, at, site.place);
    }

    /** Takes the next two lines if they say that the goroutine was started here. */
    private void startedAt(CallSite site) {
        byte[] bytes = window.bytes;
        int name = window.position + CREATED_BY.length;
        int end = name + site.function.opening.length - 1;
        int digits = end + IN_GOROUTINE.length;
        boolean same = digits < window.filled
                && Scan.isAt(bytes, window.position, CREATED_BY)
                && Arrays.equals(bytes, name, end, site.function.opening, 0, end - name)
                && Scan.isAt(bytes, end, IN_GOROUTINE);
        if (!same) {
            return;
        }
        int feed = digits;
        while (feed < window.filled && Scan.isDigit(bytes[feed])) {
            feed++;
        }
        boolean number = feed > digits && feed - digits <= MAX_DIGITS && feed < window.filled && bytes[feed] == '\n';
        if (number && isPlaceAt(feed + 1, site)) {
            origin = site;
            creator = Scan.number(bytes, digits, feed);
            window.advance(feed + 2 + site.place.length, 2);
        }
    }
}
