package io.deadlockwatch.operator.ingest;

import io.deadlockwatch.core.protocol.Report;
import io.deadlockwatch.crds.DeadlockWatchSpec.Mode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The last word of every pod, by its uid. Safe for many threads; reports of one pod are applied one after another. */
public final class Sessions {

    private final Map<String, Session> byUid = new ConcurrentHashMap<>();
    private final Map<String, Mode> senders = new ConcurrentHashMap<>();
    private final SessionProtocol protocol;

    public Sessions(SessionProtocol protocol) {
        this.protocol = protocol;
    }

    public Optional<Session> find(String podUid) {
        return Optional.ofNullable(byUid.get(podUid));
    }

    /**
     * Applies a report of one of the two kinds of sender. When a watch changes its mode the other sampler takes over, and may come back later in the epoch it had: what the
     * one said means nothing to the other, so it begins anew.
     */
    public Change apply(Report report, Instant now, Mode sender) {
        Mode before = senders.put(report.pod().uid(), sender);
        if (before != null && before != sender) {
            byUid.remove(report.pod().uid());
        }
        return apply(report, now);
    }

    /** Applies a report: what it did, and what was known before. */
    public Change apply(Report report, Instant now) {
        String uid = report.pod().uid();
        while (true) {
            Session known = byUid.get(uid);
            Step step = protocol.apply(known, report, now);
            boolean settled = !(step instanceof Step.Applied applied)
                    || (known == null
                            ? byUid.putIfAbsent(uid, applied.session()) == null
                            : byUid.replace(uid, known, applied.session()));
            if (settled) {
                return new Change(Optional.ofNullable(known), step);
            }
        }
    }

    /** Forgets the pods that are not there any more. */
    public void retain(Set<String> podUids) {
        byUid.keySet().retainAll(podUids);
        senders.keySet().retainAll(podUids);
    }

    public int size() {
        return byUid.size();
    }

    /** What a report did, and what was known before. */
    public record Change(Optional<Session> before, Step step) {}
}
