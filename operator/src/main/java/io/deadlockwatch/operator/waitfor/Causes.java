package io.deadlockwatch.operator.waitfor;

import io.deadlockwatch.core.waitfor.Behind;
import io.deadlockwatch.core.waitfor.Claim;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/** Leads from goroutines that merely wait for a deadlock to the deadlock itself: whoever looks at the first wants to read of the second. */
final class Causes {

    private final Map<Long, Claim> deadlockOf = new HashMap<>();

    /**
     * Of one dump.
     *
     * @param claims those that prove most first
     */
    Causes(List<Claim> claims) {
        for (Claim claim : claims) {
            if (claim.isDeadlock()) {
                claim.goroutines().forEach(goroutine -> deadlockOf.putIfAbsent(goroutine, claim));
            }
        }
    }

    /** The claims, each followed by those that say why the goroutine it waits for can never go on. */
    List<Claim> with(List<Claim> claims) {
        SequencedSet<Claim> all = new LinkedHashSet<>();
        for (Claim claim : claims) {
            @Nullable Claim next = claim;
            while (next != null && all.add(next)) {
                next = next instanceof Behind behind
                        ? deadlockOf.get(behind.step().holder())
                        : null;
            }
        }
        return List.copyOf(all);
    }
}
