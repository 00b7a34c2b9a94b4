package io.deadlockwatch.sampler.pprof;

import io.deadlockwatch.core.protocol.SnapshotOutcome;
import io.deadlockwatch.core.protocol.TargetState;
import java.io.IOException;

/** A page that could not be fetched. The message is one sentence for the people who run the target. */
public final class PprofException extends IOException {

    private static final long serialVersionUID = 1L;

    private final TargetState state;
    private final SnapshotOutcome outcome;
    private final boolean cut;

    private PprofException(TargetState state, SnapshotOutcome outcome, boolean cut, String message) {
        super(message);
        this.state = state;
        this.outcome = outcome;
        this.cut = cut;
    }

    /** An answer that is no use, from a process that lives. */
    public static PprofException unusable(TargetState state, SnapshotOutcome outcome, String message) {
        return new PprofException(state, outcome, false, message);
    }

    /** Nobody there, or no longer: the next answer may come from another process. */
    public static PprofException cut(TargetState state, SnapshotOutcome outcome, String message) {
        return new PprofException(state, outcome, true, message);
    }

    /** What it says about the target. */
    public TargetState state() {
        return state;
    }

    /** What it counts as. */
    public SnapshotOutcome outcome() {
        return outcome;
    }

    /** Whether the connection was refused or cut, as when a process ends. */
    public boolean isCut() {
        return cut;
    }
}
