package io.deadlockwatch.core.judge;

import io.deadlockwatch.core.findings.SourcePaths;
import io.deadlockwatch.core.snapshot.Frame;
import java.time.Duration;

/** Numbers and places as people write them. */
final class Words {

    private Words() {}

    /** For example {@code 2m10s}; parts of a second are dropped. */
    static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        StringBuilder text = new StringBuilder();
        if (seconds >= 3600) {
            text.append(seconds / 3600).append('h');
        }
        if (seconds >= 60) {
            text.append(seconds / 60 % 60).append('m');
        }
        return text.append(seconds % 60).append('s').toString();
    }

    static String goroutines(long count) {
        return count + (count == 1 ? " goroutine" : " goroutines");
    }

    /** How many goroutines stand where, and since when. */
    static String seen(Observation seen, Frame where) {
        String what = goroutines(seen.count()) + " in " + seen.stack().state().words() + " at " + place(where);
        return seen.blockedFor().isPositive()
                ? what + " for " + duration(seen.blockedFor()) + ", never fewer than " + seen.min()
                : what;
    }

    /** File name and line. */
    static String place(Frame frame) {
        return frame.file().isEmpty() ? frame.function() : SourcePaths.baseName(frame.file()) + ":" + frame.line();
    }
}
