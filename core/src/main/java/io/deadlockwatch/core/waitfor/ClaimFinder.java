package io.deadlockwatch.core.waitfor;

import io.deadlockwatch.core.internal.Problems;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Finds the claims in the order of what they prove: circles, closed sets, who waits behind them, then root causes and hints for those that are left. */
final class ClaimFinder {

    private static final int EXPLAINED = 20;

    private final Situation situation;
    private final WaitForLimits limits;
    private final CertainWaits waits;
    private final Suspects suspects;
    private final ClaimWords words;
    private final BitSet claimed = new BitSet();
    private final List<Claim> claims = new ArrayList<>();
    private final Problems refusals = new Problems();
    private long left;

    ClaimFinder(Situation situation, WaitForLimits limits) {
        this.situation = situation;
        this.limits = limits;
        this.waits = new CertainWaits(situation);
        this.suspects = new Suspects(situation);
        this.words = new ClaimWords(situation, waits, suspects);
    }

    void find() {
        situation.misfits().forEach(refusals::add);
        cycles();
        closedSets();
        LockCauses causes = new LockCauses(situation, waits, suspects, words, claimed);
        causes.find(this::add);
        unclaimed();
        if (left > 0) {
            refusals.add(left + " more claims are not listed, limit maxClaims is " + limits.maxClaims());
        }
    }

    List<Claim> claims() {
        return claims;
    }

    List<String> refusals() {
        return refusals.list();
    }

    private void cycles() {
        BitSet proven = new BitSet();
        for (List<Integer> cycle : waits.cycles()) {
            cycle.forEach(proven::set);
            add(words.cycle(cycle));
        }
        for (int reader : waits.recursiveReaders()) {
            if (!proven.get(reader)) {
                proven.set(reader);
                add(words.recursiveReader(reader));
            }
        }
        claimed.or(proven);
        behind(proven);
    }

    private void closedSets() {
        if (!situation.complete()) {
            refusals.add(
                    "closed sets are not looked for: the dump is not complete, and what is missing may hold a lock");
            return;
        }
        BitSet stuck = StuckSet.of(situation, suspects, claimed);
        BitSet inner = new BitSet();
        for (List<Integer> set : ClosedSets.of(situation, suspects, stuck, claimed)) {
            set.forEach(inner::set);
            add(words.closedSet(set));
        }
        claimed.or(inner);
        behind(inner);
    }

    private void behind(BitSet stuck) {
        for (CertainWaits.Behind behind : waits.behind(stuck)) {
            List<Integer> fresh = behind.waiters().stream()
                    .filter(waiter -> !claimed.get(waiter))
                    .toList();
            if (!fresh.isEmpty()) {
                fresh.forEach(claimed::set);
                add(new Behind(
                        situation.ids(fresh),
                        words.step(fresh.getFirst(), situation.queues().get(behind.queue()), behind.blocker())));
            }
        }
    }

    private void unclaimed() {
        int explained = 0;
        for (LockQueue queue : situation.queues()) {
            if (!claimed.get(queue.waiters().getFirst())) {
                // To look for owners takes time, and only so many refusals are kept in words.
                refusals.add(explained++ < EXPLAINED ? words.unclaimed(queue) : "");
            }
        }
    }

    private void add(Claim claim) {
        if (claims.size() < limits.maxClaims()) {
            claims.add(claim);
        } else {
            left++;
        }
    }
}
