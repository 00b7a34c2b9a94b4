package io.deadlockwatch.core.judge;

import io.deadlockwatch.core.identity.FunctionNames;
import io.deadlockwatch.core.identity.NamedStack;
import io.deadlockwatch.core.identity.StackFingerprint;
import io.deadlockwatch.core.snapshot.ProfileType;
import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.core.snapshot.StackCount;
import java.util.HashMap;
import java.util.Map;

/**
 * What one snapshot says of leaks: a leak profile lists leaked goroutines only; a {@code debug=2} dump marks them, once a leak profile was taken of the process.
 *
 * @param byStack how many goroutines are leaked, by stack fingerprint
 * @param mainToo whether the goroutine of {@code main.main} is one of them
 */
public record Leaks(Map<String, Long> byStack, boolean mainToo) {

    /** Nobody asked. */
    public static final Leaks NONE = new Leaks(Map.of(), false);

    public Leaks {
        byStack = Map.copyOf(byStack);
    }

    public static Leaks of(Snapshot snapshot, FunctionNames names) {
        Map<String, Long> byStack = new HashMap<>();
        boolean mainToo = false;
        for (StackCount stack : snapshot.stacks()) {
            long leaked = snapshot.type() == ProfileType.GOROUTINE_LEAK
                    ? stack.count()
                    : stack.detail().leaked();
            if (leaked > 0) {
                NamedStack named = names.of(stack.stack());
                mainToo |= named.isMain();
                byStack.merge(StackFingerprint.of(named), leaked, Long::sum);
            }
        }
        return new Leaks(byStack, mainToo);
    }

    /** What it says of the stack with this fingerprint. */
    public Leaked of(String fingerprint) {
        return new Leaked(byStack.getOrDefault(fingerprint, 0L), mainToo);
    }
}
