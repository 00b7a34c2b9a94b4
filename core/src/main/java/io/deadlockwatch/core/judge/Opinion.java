package io.deadlockwatch.core.judge;

import java.util.List;

/** What the judge thinks of a stack, and why: also of one that nothing is said against. */
public sealed interface Opinion {

    /** Why, a sentence each. */
    List<String> reasons();

    /** There is something to be said. */
    record Against(Judgement judgement) implements Opinion {
        @Override
        public List<String> reasons() {
            return judgement.reasons();
        }
    }

    /** There is nothing to be said. */
    record Silence(Cause cause, List<String> reasons) implements Opinion {
        public Silence {
            reasons = Sentences.copyOf(reasons);
        }
    }

    /** Why nothing is said, first to apply. */
    enum Cause {
        /** The user wants to hear nothing of this place. */
        IGNORED,
        /** Not blocked, not for long enough, or not seen often enough. */
        NOT_PERSISTENT,
        /** Persistent, but known to wait so. */
        BENIGN,
        /** Persistent, and nothing else. */
        NOT_SUSPICIOUS,
        /** Suspected, and the policy does not ask for suspicions. */
        NOT_ASKED
    }
}
