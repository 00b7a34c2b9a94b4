package io.deadlockwatch.operator.policy;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Where the current {@link PolicySnapshot} is; each change makes a new one. Safe for many threads. */
public final class PolicyBook {

    private volatile State state = State.of(Map.of(), Map.of());

    public PolicySnapshot current() {
        return state.snapshot;
    }

    public void putWatch(WatchPolicy watch) {
        update(old -> State.of(with(old.watches, watch.uid(), watch), old.sets));
    }

    public void putFindings(FindingSource set) {
        update(old -> State.of(old.watches, with(old.sets, set.uid(), set)));
    }

    /** A watch that could not be read is none. */
    public void removeWatch(String uid) {
        update(old -> State.of(without(old.watches, uid), old.sets));
    }

    /** Findings that are not accepted are none. */
    public void removeFindings(String uid) {
        update(old -> State.of(old.watches, without(old.sets, uid)));
    }

    /** Forgets the watches that are not there any more. */
    public void retainWatches(Set<String> uids) {
        update(old -> State.of(only(old.watches, uids), old.sets));
    }

    /** Forgets the findings that are not there any more. */
    public void retainFindings(Set<String> uids) {
        update(old -> State.of(old.watches, only(old.sets, uids)));
    }

    private synchronized void update(Function<State, State> change) {
        State changed = change.apply(state);
        if (!changed.watches.equals(state.watches) || !changed.sets.equals(state.sets)) {
            state = changed;
        }
    }

    private static <T> Map<String, T> with(Map<String, T> old, String uid, T item) {
        Map<String, T> copy = new HashMap<>(old);
        copy.put(uid, item);
        return copy;
    }

    private static <T> Map<String, T> without(Map<String, T> old, String uid) {
        Map<String, T> copy = new HashMap<>(old);
        copy.remove(uid);
        return copy;
    }

    private static <T> Map<String, T> only(Map<String, T> old, Set<String> uids) {
        Map<String, T> copy = new HashMap<>(old);
        copy.keySet().retainAll(uids);
        return copy;
    }

    private record State(Map<String, WatchPolicy> watches, Map<String, FindingSource> sets, PolicySnapshot snapshot) {

        static State of(Map<String, WatchPolicy> watches, Map<String, FindingSource> sets) {
            return new State(watches, sets, new PolicySnapshot(watches.values(), sets.values()));
        }
    }
}
