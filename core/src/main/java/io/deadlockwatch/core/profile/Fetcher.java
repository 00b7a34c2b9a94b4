package io.deadlockwatch.core.profile;

import io.deadlockwatch.core.snapshot.Frame;
import java.util.List;

/** The goroutine that serves the very request a profile answers. */
public final class Fetcher {

    private Fetcher() {}

    /** Whether the innermost frames are those of the profiler at work. Labelled goroutines have {@code runtime/pprof.Do}, but as an outer frame. */
    public static boolean isOn(List<Frame> innermostFirst) {
        for (Frame frame : innermostFirst) {
            String function = frame.function();
            if (!function.startsWith("runtime.") && !function.startsWith("runtime/pprof.")) {
                return false;
            }
            if (function.contains("oroutineProfileWithLabels") || function.equals("runtime/pprof.writeGoroutine")) {
                return true;
            }
        }
        return false;
    }
}
