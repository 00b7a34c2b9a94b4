package io.deadlockwatch.core.judge;

import io.deadlockwatch.core.snapshot.KnownState;
import io.deadlockwatch.core.snapshot.Origin;
import io.deadlockwatch.core.snapshot.WaitState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether nothing can ever wake the goroutines of a stack. Go's leak detector finds that out; and by the language, nothing wakes a goroutine that sends or receives on
 * a nil channel, or selects from no cases, so there the state is enough.
 *
 * <p>Two things are true and yet no fault, so no evidence comes of them. A goroutine may be meant to wait for ever: the catalogue knows {@code select {}} in
 * {@code main}. And where {@code main} itself is out of reach, so is everything that only {@code main} holds: workers whose channel {@code main} would close at the
 * end, were there one. What {@code main} started before it blocked cannot have become more since, nor does it come from another goroutine: what has grown, or was
 * started elsewhere, is evidence all the same.
 *
 * @param reasons why nothing can wake them
 * @param withheld why that is no evidence
 */
record Unreachability(List<String> reasons, List<String> withheld) {

    private static final long MAIN_GOROUTINE = 1;

    static Unreachability of(Observation seen, Optional<Benign> benign) {
        List<String> reasons = new ArrayList<>();
        List<String> withheld = new ArrayList<>();
        String byState = byState(seen.stack().state());
        long leaked = seen.leaked().goroutines();
        if (benign.isPresent() && benign.get().meantForEver()) {
            if (!byState.isEmpty() || leaked > 0) {
                withheld.add("out of reach, but meant to wait for ever ("
                        + benign.get().reason() + ")");
            }
        } else {
            if (!byState.isEmpty()) {
                reasons.add(byState);
            }
            if (leaked > 0) {
                if (!byState.isEmpty() || !seen.leaked().mainToo() || isNotOfMain(seen)) {
                    reasons.add("Go's leak detector finds that nothing can wake "
                            + (leaked == 1 ? "it" : leaked + " of them"));
                } else {
                    withheld.add("Go's leak detector lists " + Words.goroutines(leaked)
                            + ", but main itself too: main may be all that could wake them");
                }
            }
        }
        for (Proof proof : seen.proofs()) {
            if (proof.evidence() == Evidence.UNREACHABLE) {
                reasons.add(proof.words());
            }
        }
        return new Unreachability(List.copyOf(reasons), List.copyOf(withheld));
    }

    boolean holds() {
        return !reasons.isEmpty();
    }

    /** Whether the state alone says it. */
    static boolean isForEver(WaitState state) {
        return !byState(state).isEmpty();
    }

    private static String byState(WaitState state) {
        return switch (state) {
            case KnownState.CHAN_SEND_NIL, KnownState.CHAN_RECEIVE_NIL -> "nothing wakes who waits at a nil channel";
            case KnownState.SELECT_NO_CASES -> "nothing wakes who selects from no cases";
            default -> "";
        };
    }

    private static boolean isNotOfMain(Observation seen) {
        Optional<Origin> origin = seen.dumps().origin();
        return seen.growth() >= 1
                || (origin.isPresent()
                        && origin.get().goroutine() != MAIN_GOROUTINE
                        && origin.get().goroutine() != 0);
    }
}
