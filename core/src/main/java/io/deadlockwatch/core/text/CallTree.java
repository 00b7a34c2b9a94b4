package io.deadlockwatch.core.text;

import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.WaitState;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All stacks of a dump as a tree of calls, innermost first: what stacks have in common is there once, and is found from the bytes of a line without a {@code String}.
 * It never grows beyond the limits; what does not fit is null.
 */
final class CallTree {

    /** Bytes counted for each name besides its own, as many short ones take more memory than few long ones. */
    private static final int OVERHEAD = 64;

    private final TextLimits limits;
    private final long seed;
    private final Table<Function> functions = new Table<>();
    private final Table<CallSite> sites = new Table<>();
    private final Table<CallNode> nodes = new Table<>();
    private final Table<StateNode> states = new Table<>();
    private final Map<String, String> files = new HashMap<>();
    private long nameBytes;
    private String whatIsFull = "";

    CallTree(TextLimits limits, long seed) {
        this.limits = limits;
        this.seed = seed;
    }

    /** Why the last thing that did not fit did not. */
    String whatIsFull() {
        return whatIsFull;
    }

    @Nullable
    StateNode state(WaitState state) {
        int hash = Scan.hash(state.words().hashCode(), 0, seed);
        for (StateNode each = states.first(hash); each != null; each = each.next) {
            if (each.hash == hash && each.state.equals(state)) {
                return each;
            }
        }
        if (states.size() >= limits.maxStacks() || !fits(state.words().length())) {
            whatIsFull = (states.size() + 1) + " or more different states, limit maxStacks is " + limits.maxStacks();
            return null;
        }
        StateNode added = new StateNode(hash, state);
        states.add(added);
        return added;
    }

    @Nullable
    Function function(byte[] bytes, int from, int to) {
        int hash = Scan.hash(bytes, from, to, seed);
        for (Function each = functions.first(hash); each != null; each = each.next) {
            int length = each.opening.length - 1;
            if (each.hash == hash && Arrays.equals(bytes, from, to, each.opening, 0, length)) {
                return each;
            }
        }
        if (!fits(to - from)) {
            return null;
        }
        byte[] opening = Arrays.copyOfRange(bytes, from, to + 1);
        opening[to - from] = '(';
        Function added = new Function(hash, opening, new String(bytes, from, to - from, StandardCharsets.UTF_8));
        functions.add(added);
        return added;
    }

    /** The call at a place that was parsed from the range that starts here. */
    @Nullable
    CallSite site(Function function, byte[] bytes, int from, Place place) {
        int to = place.stableEnd();
        int hash = Scan.hash(function.hash, Scan.hash(bytes, from, to, seed), seed);
        for (CallSite each = sites.first(hash); each != null; each = each.next) {
            boolean same = each.hash == hash
                    && each.function == function
                    && each.foreign == place.isForeign()
                    && Arrays.equals(bytes, from, to, each.place, 0, each.place.length);
            if (same) {
                return each;
            }
        }
        if (!fits(to - from)) {
            return null;
        }
        String file = files.computeIfAbsent(place.file(bytes), name -> name);
        Frame frame = new Frame(function.name, file, place.line(), 0);
        CallSite added = new CallSite(hash, function, Arrays.copyOfRange(bytes, from, to), frame, place.isForeign());
        sites.add(added);
        return added;
    }

    /** The stacks that go on from here with this call. */
    @Nullable
    CallNode outer(CallNode inner, CallSite site) {
        int hash = Scan.hash(inner.hash, site.hash, seed);
        for (CallNode each = nodes.first(hash); each != null; each = each.next) {
            if (each.hash == hash && each.inner == inner && each.site == site) {
                return each;
            }
        }
        if (nodes.size() >= limits.maxPlaces()) {
            whatIsFull = (nodes.size() + 1) + " or more different beginnings of stacks, limit maxPlaces is "
                    + limits.maxPlaces();
            return null;
        }
        CallNode added = new CallNode(hash, inner, site);
        nodes.add(added);
        return added;
    }

    private boolean fits(int length) {
        long with = nameBytes + length + OVERHEAD;
        if (with > limits.maxNameBytes()) {
            whatIsFull = with + " or more bytes of different names and places, limit maxNameBytes is "
                    + limits.maxNameBytes();
            return false;
        }
        nameBytes = with;
        return true;
    }
}
