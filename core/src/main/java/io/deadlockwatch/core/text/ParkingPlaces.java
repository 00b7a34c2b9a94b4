package io.deadlockwatch.core.text;

import io.deadlockwatch.core.profile.WaitClassifier;
import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.KnownState;
import io.deadlockwatch.core.snapshot.UnknownState;
import io.deadlockwatch.core.snapshot.WaitState;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tells what goroutines wait for from a {@code debug=1} profile, which prints neither wait reasons nor the runtime's own functions, only their program counters.
 *
 * <p>Locks, I/O, sleep and system calls end in functions that are printed. Channel operations and {@code select} do not; but all goroutines of a process park in the one
 * {@code runtime.gopark}, whose counter those that are told give away, and the calls that lead there differ:
 *
 * <pre>
 * gopark, chansend, chansend1              c <- v
 * gopark, chanrecv, chanrecv1 | chanrecv2  <-c | v, ok := <-c, range c
 * gopark, selectgo                         select
 * gopark, block                            select {}
 * </pre>
 *
 * {@code chansend1}, {@code chanrecv1}, {@code chanrecv2} and {@code block} are a few instructions without a branch, and functions begin at multiples of 32 bytes on amd64
 * and of 16 on arm64, so the last bits of a counter within one are the same in every program: {@link Layout}. And the linker lays functions out as they stand in the
 * source: {@code chansend1, chansend, chanrecv1, chanrecv2, chanrecv} and {@code block, selectgo}; so where a profile has two of them, their order tells even where the
 * bits do not. In {@code chansend} and {@code chanrecv} a nil channel is met first, at most {@link #NIL_DISTANCE} bytes beyond the small function before. Checked with the
 * compilers of Go 1.18 to 1.27. What none of this tells is {@code waiting}: Go's own word for a reason it does not know.
 */
final class ParkingPlaces {

    static final WaitState NOT_TOLD = new UnknownState("waiting");

    /** Of the nil case at most 520 bytes, of the other at least 910, in all versions checked. */
    private static final long NIL_DISTANCE = 704;

    private static final long FARTHEST = 4_096;

    private final long gopark;
    private final Layout layout;
    private final NavigableSet<Long> wrappers = new TreeSet<>();
    private final Map<Long, Long> farthestCallee = new TreeMap<>();
    private final NavigableSet<Long> selects = new TreeSet<>();

    /** From all stacks of a profile; {@code allParked} says that it lists no others. */
    ParkingPlaces(Collection<TextStack> stacks, boolean allParked) {
        this.layout = Layout.of(stacks);
        this.gopark = park(stacks, allParked);
        for (TextStack stack : stacks) {
            HiddenCalls hidden = stack.hidden();
            if (hidden.first() != gopark || printed(stack.frames()) != null) {
                continue;
            }
            if (hidden.count() == 3 && isNear(hidden)) {
                wrappers.add(hidden.third());
                farthestCallee.merge(hidden.third(), hidden.second(), Math::max);
            } else if (hidden.count() == 2) {
                selects.add(hidden.second());
            }
        }
    }

    /** The state of a goroutine on this stack. */
    WaitState state(TextStack stack) {
        List<Frame> frames = stack.frames();
        HiddenCalls hidden = stack.hidden();
        if (frames.isEmpty()) {
            return KnownState.RUNNABLE;
        }
        if (hidden.count() == 0) {
            return WaitClassifier.classify(frames);
        }
        WaitState printed = printed(frames);
        if (hidden.first() != gopark) {
            return gopark == 0 && printed != null ? printed : notParked(frames);
        }
        if (printed != null) {
            return printed;
        }
        return switch (hidden.count()) {
            case 2 -> select(hidden.second());
            case 3 -> isNear(hidden) ? channel(hidden) : NOT_TOLD;
            default -> NOT_TOLD;
        };
    }

    /** What the innermost printed function waits for, if it is one that waits. */
    private static @Nullable WaitState printed(List<Frame> frames) {
        if (frames.isEmpty()) {
            return null;
        }
        switch (frames.getFirst().function()) {
            case "reflect.chansend0", "reflect.chansend" -> {
                return KnownState.CHAN_SEND;
            }
            case "reflect.chanrecv" -> {
                return KnownState.CHAN_RECEIVE;
            }
            case "reflect.rselect" -> {
                return KnownState.SELECT;
            }
            default -> {
                List<Frame> inner = frames.subList(0, Math.min(2, frames.size()));
                WaitState told = Waits.classifyParked(inner);
                return told instanceof KnownState ? told : null;
            }
        }
    }

    private WaitState notParked(List<Frame> frames) {
        String function = frames.getFirst().function();
        if (function.contains("._Cfunc_") || function.equals("os/signal.signal_recv")) {
            return KnownState.SYSCALL;
        }
        if (function.startsWith("iter.Pull")) {
            return KnownState.COROUTINE;
        }
        WaitState stopped = WaitClassifier.classify(frames);
        if (stopped != KnownState.RUNNING) {
            return stopped;
        }
        return gopark == 0 ? NOT_TOLD : KnownState.RUNNABLE;
    }

    private WaitState channel(HiddenCalls hidden) {
        long wrapper = hidden.third();
        boolean nil = hidden.second() - wrapper < NIL_DISTANCE;
        return switch (layout.wrapper(wrapper)) {
            case SEND -> nil ? KnownState.CHAN_SEND_NIL : KnownState.CHAN_SEND;
            case RECEIVE -> nil ? KnownState.CHAN_RECEIVE_NIL : KnownState.CHAN_RECEIVE;
            case UNKNOWN -> byOrder(wrapper);
        };
    }

    /** Between {@code chansend1} and the receiving ones stands {@code chansend}; between those stands nothing. */
    private WaitState byOrder(long wrapper) {
        if (wrappers.size() < 2) {
            return NOT_TOLD;
        }
        long lowest = wrappers.first();
        Long following = wrappers.higher(lowest);
        boolean sends = following != null && farthestCallee.getOrDefault(lowest, Long.MAX_VALUE) < following;
        return wrapper == lowest && sends ? KnownState.CHAN_SEND : KnownState.CHAN_RECEIVE;
    }

    private WaitState select(long place) {
        if (selects.size() > 2) {
            return NOT_TOLD;
        }
        if (selects.size() == 2) {
            return place == selects.first() ? KnownState.SELECT_NO_CASES : KnownState.SELECT;
        }
        return layout.isBlock(place) ? KnownState.SELECT_NO_CASES : KnownState.SELECT;
    }

    private static boolean isNear(HiddenCalls hidden) {
        long distance = hidden.second() - hidden.third();
        return distance > 0 && distance < FARTHEST;
    }

    /** The counter most stacks begin with whose printed functions tell that they park; without any, most of those that look like channel operations. */
    private long park(Collection<TextStack> stacks, boolean allParked) {
        Map<Long, Integer> votes = new HashMap<>();
        Map<Long, Integer> seconds = new HashMap<>();
        for (TextStack stack : stacks) {
            HiddenCalls hidden = stack.hidden();
            if (hidden.count() > 0 && (allParked || printed(stack.frames()) != null)) {
                votes.merge(hidden.first(), 1, Integer::sum);
            } else if (hidden.count() == 3
                    && isNear(hidden)
                    && layout.wrapper(hidden.third()) != Layout.Wrapper.UNKNOWN) {
                seconds.merge(hidden.first(), 1, Integer::sum);
            }
        }
        return most(votes.isEmpty() ? seconds : votes);
    }

    private static long most(Map<Long, Integer> votes) {
        return votes.entrySet().stream()
                .max(Map.Entry.<Long, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(0L);
    }
}
