package io.deadlockwatch.core.waitfor;

import io.deadlockwatch.core.snapshot.Call;
import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.Goroutine;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rule that nothing is said that was seen once only. A claim is confirmed if a later dump of the same process gives the same claim about the same goroutines on
 * the same stacks. Whatever is true for a moment only, and every mistake that depends on one, does not survive it.
 */
public final class Confirmation {

    /** A claim, and whether a second dump confirms it. */
    public record Verdict(Claim claim, boolean confirmed) {}

    /** What makes two claims one. */
    private record Key(Class<?> kind, List<Long> goroutines) {
        static Key of(Claim claim) {
            return new Key(claim.getClass(), claim.goroutines());
        }
    }

    private Confirmation() {}

    /** The claims of a single dump: none is confirmed. */
    public static List<Verdict> none(WaitForVerdicts only) {
        return only.claims().stream().map(claim -> new Verdict(claim, false)).toList();
    }

    /**
     * The claims of the later of two dumps of one process.
     *
     * @param earlier of the same process, not only of the same pod: ids of goroutines start anew with a process
     */
    public static List<Verdict> of(WaitForVerdicts earlier, WaitForVerdicts later) {
        Set<Key> seen = new HashSet<>();
        earlier.claims().forEach(claim -> seen.add(Key.of(claim)));
        return later.claims().stream()
                .map(claim -> new Verdict(claim, seen.contains(Key.of(claim)) && sameStacks(claim, earlier, later)))
                .toList();
    }

    private static boolean sameStacks(Claim claim, WaitForVerdicts earlier, WaitForVerdicts later) {
        return claim.goroutines().stream()
                .allMatch(id -> stands(earlier.involved(), id).equals(stands(later.involved(), id)));
    }

    /** The state and the frames of a goroutine, as lines and functions: what it printed of its words may differ. */
    private static List<Object> stands(Map<Long, Goroutine> involved, long id) {
        Goroutine goroutine = involved.get(id);
        if (goroutine == null) {
            return List.of();
        }
        List<Frame> frames = goroutine.calls().stream().map(Call::frame).toList();
        return List.of(goroutine.state(), frames);
    }
}
