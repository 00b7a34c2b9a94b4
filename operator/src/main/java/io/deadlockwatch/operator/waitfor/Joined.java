package io.deadlockwatch.operator.waitfor;

import java.util.HashMap;
import java.util.Map;

/**
 * What the dumps of one process came to.
 *
 * @param unconfirmed whether the last of them shows a deadlock that no earlier one does: another dump would tell
 * @param byStack by the id of the stack, as reports name it
 */
record Joined(boolean unconfirmed, Map<String, WaitFor> byStack) {

    static final Joined NOTHING = new Joined(false, Map.of());

    Joined {
        byStack = Map.copyOf(byStack);
    }

    boolean isNothing() {
        return !unconfirmed && byStack.isEmpty();
    }

    /** With what was proven before in the same process: no goroutine of a deadlock ever goes on. */
    Joined after(Joined before) {
        Map<String, WaitFor> all = new HashMap<>(byStack);
        before.byStack.forEach((stack, known) -> {
            if (known.proof().isPresent()
                    && (!all.containsKey(stack) || all.get(stack).proof().isEmpty())) {
                all.put(stack, known);
            }
        });
        return new Joined(unconfirmed, all);
    }
}
