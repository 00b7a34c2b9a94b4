package io.deadlockwatch.core.judge;

import java.util.ArrayList;
import java.util.List;

/**
 * What makes a persistent stack suspicious. Persistence alone says little: idle pools wait for ever too. But pools are idle in a receive, a select or a wait for a
 * condition or a group; nobody waits for work in a send or for a lock.
 *
 * @param growing it keeps more and more goroutines
 * @param large it never had fewer than many goroutines, in a wait that is not for work
 * @param stuck one goroutine has been in one such wait for as long as the policy asks
 * @param returning processes that had it were ended, and it came back, in a wait that is not for work
 */
record Suspicion(boolean growing, boolean large, boolean stuck, boolean returning) {

    static Suspicion of(Observation seen, Policy policy, Persistence persistence) {
        boolean idle = Operations.isIdle(seen.stack().state().operation());
        return new Suspicion(
                seen.growth() >= policy.growth() && seen.growth() >= seen.min(),
                seen.min() >= policy.many() && !idle,
                persistence.byPrintedWait() && !idle,
                persistence.byProcesses() && !idle);
    }

    boolean holds() {
        return growing || large || stuck || returning;
    }

    List<String> words(Observation seen, Policy policy) {
        List<String> words = new ArrayList<>();
        if (growing) {
            words.add("grown from " + seen.min() + " to " + seen.count());
        } else if (large) {
            words.add("at no time fewer than " + policy.many());
        }
        if (stuck) {
            words.add("nobody waits so long for work in " + seen.stack().state().operation());
        }
        if (returning) {
            words.add("it came back in every one of them");
        }
        return words;
    }
}
