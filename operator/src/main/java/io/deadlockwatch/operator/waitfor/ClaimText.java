package io.deadlockwatch.operator.waitfor;

import io.deadlockwatch.core.waitfor.Behind;
import io.deadlockwatch.core.waitfor.BlockedHolder;
import io.deadlockwatch.core.waitfor.Claim;
import io.deadlockwatch.core.waitfor.ClosedSet;
import io.deadlockwatch.core.waitfor.Cycle;
import io.deadlockwatch.core.waitfor.Orphan;
import java.time.Duration;
import java.util.List;

/** A claim that two dumps bear out, for people. */
final class ClaimText {

    private static final String MORE = "and more\n";

    private ClaimText() {}

    /** What it is, in a sentence without a full stop. */
    static String title(Claim claim, Duration apart) {
        String what =
                switch (claim) {
                    case Cycle _ -> "a deadlock: they wait for each other's locks";
                    case ClosedSet _ -> "a deadlock: only they can own the locks that they wait for";
                    case Behind _ -> "they wait for goroutines in a deadlock";
                    case Orphan _ -> "they wait for a lock that nobody seems to hold";
                    case BlockedHolder _ -> "the goroutine that holds the lock is itself blocked";
                };
        return what + ", the same in two dumps " + apart.toSeconds() + " s apart";
    }

    /** All of them, a sentence a line, those that prove most first; what does not fit is left out, and that is said. */
    static String of(List<Claim> claims, Duration apart) {
        StringBuilder text = new StringBuilder();
        for (Claim claim : claims) {
            if (!add(text, title(claim, apart))) {
                return text.append(MORE).toString();
            }
            for (String reason : claim.reasons()) {
                if (!add(text, "  " + reason)) {
                    return text.append(MORE).toString();
                }
            }
        }
        return text.toString();
    }

    private static boolean add(StringBuilder text, String line) {
        if (text.length() + line.length() + 1 + MORE.length() > WaitFor.MAX_CHARS) {
            return false;
        }
        text.append(line).append('\n');
        return true;
    }
}
