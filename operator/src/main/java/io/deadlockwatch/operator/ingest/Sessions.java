package io.deadlockwatch.operator.ingest;

import io.deadlockwatch.core.protocol.Report;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The last word of every pod, by its uid. Safe for many threads; reports of one pod are applied one after another. */
public final class Sessions {

    private final Map<String, Session> byUid = new ConcurrentHashMap<>();
    private final SessionProtocol protocol;

    public Sessions(SessionProtocol protocol) {
        this.protocol = protocol;
    }

    public Optional<Session> find(String podUid) {
        return Optional.ofNullable(byUid.get(podUid));
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
    }

    public int size() {
        return byUid.size();
    }

    /** What a report did, and what was known before. */
    public record Change(Optional<Session> before, Step step) {}
}
