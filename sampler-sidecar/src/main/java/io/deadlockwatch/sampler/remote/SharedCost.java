package io.deadlockwatch.sampler.remote;

import io.deadlockwatch.core.protocol.SamplerCost;
import io.deadlockwatch.sampler.loop.OwnCost;

/**
 * What this process takes, in equal parts for its targets: the operator adds up what each of them tells. The parts of CPU time only grow, and add up to the whole. Safe
 * for many threads.
 */
final class SharedCost {

    private final OwnCost whole;
    private int targets = 1;
    private long seenCpuMillis;
    private double partMillis;

    SharedCost(OwnCost whole) {
        this.whole = whole;
    }

    /** So many targets share it from now on. */
    synchronized void count(int now) {
        advance();
        targets = Math.max(1, now);
    }

    /** The part of a target that begins now. */
    synchronized OwnCost part() {
        advance();
        double before = partMillis;
        return () -> now(before);
    }

    private synchronized SamplerCost now(double before) {
        SamplerCost all = advance();
        return new SamplerCost((long) (partMillis - before), all.memoryBytes() / targets);
    }

    private SamplerCost advance() {
        SamplerCost all = whole.now();
        partMillis += (double) Math.max(0, all.cpuMillis() - seenCpuMillis) / targets;
        seenCpuMillis = Math.max(seenCpuMillis, all.cpuMillis());
        return all;
    }
}
