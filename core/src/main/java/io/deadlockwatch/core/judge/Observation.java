package io.deadlockwatch.core.judge;

import io.deadlockwatch.core.snapshot.Stack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * All that was seen of one stack in one process.
 *
 * @param count goroutines now
 * @param min smallest count while seen without a break
 * @param blockedFor how long seen without a break, by our own clock
 * @param goodSamples good samples of the target's current incarnation
 * @param growth how many goroutines it keeps more than at its smallest; see {@link io.deadlockwatch.core.ledger.LedgerEntry#growth}
 * @param dumps what text dumps tell of its goroutines
 * @param leaked how many of them Go itself calls leaked
 * @param processes how many processes of the same workload stood there, within the time that whoever counts them looks back, this one and those that ended included;
 *     0: nobody counts
 * @param proofs what others found out about them, such as a cycle of locks
 */
public record Observation(
        Stack stack,
        long count,
        long min,
        Duration blockedFor,
        long goodSamples,
        long growth,
        Dumps dumps,
        Leaked leaked,
        int processes,
        List<Proof> proofs) {
    public Observation {
        proofs = List.copyOf(proofs);
    }

    /** From counts alone, as a sampler reports them: it has grown by what it has now more than at its smallest. */
    public Observation(Stack stack, long count, long min, Duration blockedFor, long goodSamples) {
        this(stack, count, min, blockedFor, goodSamples, count - min, Dumps.NONE, Leaked.NONE, 0, List.of());
    }

    /** The same, and that it has grown by so many goroutines. */
    public Observation grown(long by) {
        return new Observation(stack, count, min, blockedFor, goodSamples, by, dumps, leaked, processes, proofs);
    }

    /** The same, and what text dumps tell. */
    public Observation with(Dumps told) {
        return new Observation(stack, count, min, blockedFor, goodSamples, growth, told, leaked, processes, proofs);
    }

    /** The same, and what Go calls leaked. */
    public Observation with(Leaked found) {
        return new Observation(stack, count, min, blockedFor, goodSamples, growth, dumps, found, processes, proofs);
    }

    /** The same, and that so many processes stood there, one after the other. */
    public Observation inProcesses(int number) {
        return new Observation(stack, count, min, blockedFor, goodSamples, growth, dumps, leaked, number, proofs);
    }

    /** The same, and one proof more. */
    public Observation with(Proof proof) {
        List<Proof> more = new ArrayList<>(proofs);
        more.add(proof);
        return new Observation(stack, count, min, blockedFor, goodSamples, growth, dumps, leaked, processes, more);
    }
}
