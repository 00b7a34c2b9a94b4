package io.deadlockwatch.cli.graph;

import io.deadlockwatch.core.identity.StackFingerprint;
import io.deadlockwatch.core.judge.Proof;
import io.deadlockwatch.core.snapshot.Call;
import io.deadlockwatch.core.snapshot.Dump;
import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.Goroutine;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.core.waitfor.Claim;
import io.deadlockwatch.core.waitfor.Confirmation;
import io.deadlockwatch.core.waitfor.model.BlockingModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What dumps prove of locks, by the stack that it is proven of.
 *
 * @param byStack proofs by stack fingerprint
 * @param notes what is claimed but not proven, and what is not said at all
 */
public record LockProofs(Map<String, Proof> byStack, List<String> notes) {

    /** Longest explanation of one proof, in characters. */
    private static final int MAX_WORDS = 600;

    public LockProofs {
        byStack = Map.copyOf(byStack);
        notes = List.copyOf(notes);
    }

    /**
     * Looks for proofs.
     *
     * @param dumps none, one or two of the same process, oldest first; only two prove
     */
    public static LockProofs of(BlockingModel model, List<Dump> dumps) {
        if (dumps.isEmpty()) {
            return new LockProofs(Map.of(), List.of("--model says nothing without a debug=2 dump"));
        }
        LockStory story = LockStory.of(Optional.of(model), dumps);
        Map<String, Proof> proofs = new LinkedHashMap<>();
        for (Confirmation.Verdict verdict : story.claims()) {
            if (verdict.confirmed() && verdict.claim().isDeadlock()) {
                Proof proof = Proof.cycle(words(verdict.claim()));
                for (long id : verdict.claim().goroutines()) {
                    Goroutine goroutine = story.involved().get(id);
                    if (goroutine != null) {
                        proofs.putIfAbsent(fingerprint(goroutine), proof);
                    }
                }
            }
        }
        return new LockProofs(proofs, story.notes());
    }

    private static String words(Claim claim) {
        String words = String.join("; ", claim.reasons());
        return words.length() <= MAX_WORDS ? words : words.substring(0, MAX_WORDS) + " ...";
    }

    private static String fingerprint(Goroutine goroutine) {
        List<Frame> frames = goroutine.calls().stream().map(Call::frame).toList();
        return StackFingerprint.of(new Stack(goroutine.state(), frames));
    }
}
