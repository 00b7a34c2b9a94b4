package io.deadlockwatch.operator.ingest;

import io.deadlockwatch.operator.pods.PodInfo;
import io.deadlockwatch.operator.pods.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Whose turn it is to be dumped. A dump stops its target, so only one replica of a workload is dumped at a time, and the others serve meanwhile.
 *
 * <p>A turn lasts {@link #TURN} and ends earlier with the dump. A replica that let its turn pass waits for as long again, so that one that never gets round to it does
 * not keep the others from theirs. Safe for many threads.
 */
public final class Grants {

    /** From the answer that grants a dump until another replica may be granted one. */
    static final Duration TURN = Duration.ofSeconds(60);

    /** A dump may be on its way for so long after the turn. */
    private static final Duration DELIVERY = Duration.ofMinutes(5);

    private static final int MAX_TURNS = 10_000;

    private final Map<Key, Turn> turns = new HashMap<>();

    /** How long from now this pod may be dumped; zero: it may not. */
    synchronized Duration ask(PodInfo pod, Instant now) {
        Key key = Key.of(pod);
        Turn turn = turns.get(key);
        if (turn != null && !isFree(turn, pod.uid(), now)) {
            boolean own = turn.podUid.equals(pod.uid()) && now.isBefore(turn.until);
            return own ? Duration.between(now, turn.until) : Duration.ZERO;
        }
        if (turn == null && turns.size() >= MAX_TURNS) {
            turns.values().removeIf(old -> !now.isBefore(old.until.plus(DELIVERY)));
            if (turns.size() >= MAX_TURNS) {
                return Duration.ZERO;
            }
        }
        turns.put(key, new Turn(pod.uid(), now.plus(TURN)));
        return TURN;
    }

    private static boolean isFree(Turn turn, String podUid, Instant now) {
        Instant from = turn.podUid.equals(podUid) ? turn.until.plus(TURN) : turn.until;
        return !now.isBefore(from);
    }

    /** Whether a dump of this pod was granted, and may still arrive. */
    synchronized boolean isExpected(PodInfo pod, Instant now) {
        Turn turn = turns.get(Key.of(pod));
        return turn != null && turn.podUid.equals(pod.uid()) && now.isBefore(turn.until.plus(DELIVERY));
    }

    /** The dump of this pod has come: its turn is over. */
    synchronized void giveBack(PodInfo pod) {
        Key key = Key.of(pod);
        Turn turn = turns.get(key);
        if (turn != null && turn.podUid.equals(pod.uid())) {
            turns.remove(key);
        }
    }

    private record Key(String namespace, Workload workload) {
        static Key of(PodInfo pod) {
            return new Key(pod.namespace(), pod.workload());
        }
    }

    private record Turn(String podUid, Instant until) {}
}
