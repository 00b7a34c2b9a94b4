package io.deadlockwatch.core.text;

import io.deadlockwatch.core.profile.WaitClassifier;
import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.KnownState;
import io.deadlockwatch.core.snapshot.WaitState;
import java.util.ArrayList;
import java.util.List;

/**
 * What a goroutine waits for, in today's words. Go before 1.24 prints {@code semacquire} for a WaitGroup, and before 1.20 for every lock, though the frames tell which it
 * is; a profile is read from the frames, so the words must be too if both are to be equal.
 */
final class Waits {

    private static final Frame PARKED = new Frame("runtime.gopark", "", 0, 0);

    private Waits() {}

    static WaitState of(WaitState printed, List<Frame> innermostFirst) {
        if (printed != KnownState.SEMACQUIRE) {
            return printed;
        }
        WaitState told = classifyParked(innermostFirst);
        return told instanceof KnownState ? told : printed;
    }

    /** What a goroutine that is parked waits for, told from the frames a text prints, in which the runtime's own are left out. */
    static WaitState classifyParked(List<Frame> innermostFirst) {
        List<Frame> parked = new ArrayList<>(innermostFirst.size() + 1);
        parked.add(PARKED);
        parked.addAll(innermostFirst);
        return WaitClassifier.classify(parked);
    }
}
