package io.deadlockwatch.operator.ingest;

import io.deadlockwatch.operator.pods.PodInfo;
import io.deadlockwatch.operator.policy.WatchPolicy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The last two dumps of each pod, for whoever joins them into a graph: a cycle has to be seen twice. Zipped, and bounded all together; the pods whose dumps came longest
 * ago make room. Safe for many threads.
 */
public final class RecentDumps implements DumpListener {

    private static final int PER_POD = 2;
    private static final long MAX_BYTES = 16L << 20;

    private final long maxBytes;
    private final Map<String, Deque<StoredDump>> byUid = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    public RecentDumps() {
        this(MAX_BYTES);
    }

    RecentDumps(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public synchronized void dumped(WatchPolicy watch, PodInfo pod, StoredDump dump) {
        Deque<StoredDump> dumps = byUid.computeIfAbsent(pod.uid(), _ -> new ArrayDeque<>());
        if (!dumps.isEmpty() && !isSameProcess(dumps.getLast(), dump)) {
            forget(dumps);
        }
        dumps.addLast(dump);
        bytes += dump.size();
        while (dumps.size() > PER_POD) {
            bytes -= dumps.removeFirst().size();
        }
        Iterator<Deque<StoredDump>> oldest = byUid.values().iterator();
        while (bytes > maxBytes && oldest.hasNext()) {
            forget(oldest.next());
            oldest.remove();
        }
    }

    private static boolean isSameProcess(StoredDump one, StoredDump other) {
        return one.header().epoch().equals(other.header().epoch())
                && one.header().incarnation() == other.header().incarnation();
    }

    private void forget(Deque<StoredDump> dumps) {
        dumps.forEach(dump -> bytes -= dump.size());
        dumps.clear();
    }

    /** Those of one process of a pod, the older first. */
    public synchronized List<StoredDump> of(String podUid) {
        Deque<StoredDump> dumps = byUid.get(podUid);
        return dumps == null ? List.of() : List.copyOf(dumps);
    }

    /** Bytes of all of them. */
    public synchronized long bytes() {
        return bytes;
    }
}
