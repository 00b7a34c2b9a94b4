package io.deadlockwatch.core.judge;

/**
 * What somebody else found out about the goroutines of a stack, and answers for: the judge takes it as it is.
 *
 * @param evidence {@link Evidence#CYCLE} or {@link Evidence#UNREACHABLE}
 * @param words how it was found out, in a sentence without a full stop
 */
public record Proof(Evidence evidence, String words) {
    public Proof {
        if (!evidence.isProof()) {
            throw new IllegalArgumentException(evidence.title() + " proves nothing");
        }
    }

    /** They wait for each other's locks, or for locks that only such goroutines hold. */
    public static Proof cycle(String words) {
        return new Proof(Evidence.CYCLE, words);
    }

    /** Nothing that still runs can reach what they wait for. */
    public static Proof unreachable(String words) {
        return new Proof(Evidence.UNREACHABLE, words);
    }
}
