package io.deadlockwatch.core.testkit;

import io.deadlockwatch.core.snapshot.Frame;
import java.util.ArrayList;
import java.util.List;

/** Stacks as they stand in a profile, runtime frames included. */
public final class Stacks {

    private Stacks() {}

    public static Frame frame(String function) {
        return new Frame(function, "x.go", 20, 10);
    }

    /** Frames of these functions, at line 20 of functions that start at line 10. */
    public static List<Frame> frames(String... functions) {
        List<Frame> frames = new ArrayList<>();
        for (String function : functions) {
            frames.add(frame(function));
        }
        return frames;
    }

    /** Each frame a location of its own. */
    public static List<List<Frame>> locations(List<Frame> frames) {
        return frames.stream().map(List::of).toList();
    }

    /** A goroutine that sends on a channel in these functions, innermost first. */
    public static List<List<Frame>> sending(String... functions) {
        List<Frame> frames = frames("runtime.gopark", "runtime.chansend", "runtime.chansend1");
        frames.addAll(frames(functions));
        return locations(frames);
    }

    /** The goroutine that takes the profile. */
    public static List<List<Frame>> fetcher() {
        return locations(frames(
                "runtime.goroutineProfileWithLabels",
                "runtime/pprof.runtime_goroutineProfileWithLabels",
                "runtime/pprof.writeRuntimeProfile",
                "runtime/pprof.writeGoroutine",
                "runtime/pprof.(*Profile).WriteTo",
                "net/http/pprof.handler.ServeHTTP",
                "net/http.(*conn).serve"));
    }
}
