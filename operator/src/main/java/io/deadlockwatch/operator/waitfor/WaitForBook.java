package io.deadlockwatch.operator.waitfor;

import io.deadlockwatch.operator.ingest.DumpListener;
import io.deadlockwatch.operator.ingest.DumpWishes;
import io.deadlockwatch.operator.ingest.RecentDumps;
import io.deadlockwatch.operator.ingest.Session;
import io.deadlockwatch.operator.ingest.StoredDump;
import io.deadlockwatch.operator.pods.PodInfo;
import io.deadlockwatch.operator.policy.FindingChoice;
import io.deadlockwatch.operator.policy.FindingSource;
import io.deadlockwatch.operator.policy.PolicyBook;
import io.deadlockwatch.operator.policy.WatchPolicy;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * What the dumps of pods prove. A dump is joined when it comes, on a thread of its own; what comes of it is there for the reports that follow. Only a model of exactly the
 * pod's build is used: any other proves what is not so. Bounded; safe for many threads.
 */
public final class WaitForBook implements DumpListener, DumpWishes, AutoCloseable {

    /** Pods of which something is known. */
    static final int MAX_PODS = 1_000;

    /** Dumps that may wait to be joined; a granted one comes each ten minutes a workload at most. */
    private static final int MAX_WAITING = 16;

    private static final Logger LOG = Logger.getLogger(WaitForBook.class);

    private final PolicyBook policies;
    private final Models models;
    private final ExecutorService thread;
    private final RecentDumps recent;
    private final DumpJoiner joiner = new DumpJoiner();
    private final AtomicLong leftOut = new AtomicLong();
    private final Map<String, Known> byUid = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > MAX_PODS;
        }
    };

    /**
     * An empty one.
     *
     * @param thread where dumps are joined, one at a time; refuses what is too much
     */
    WaitForBook(PolicyBook policies, Models models, RecentDumps recent, ExecutorService thread) {
        this.policies = policies;
        this.models = models;
        this.recent = recent;
        this.thread = thread;
    }

    /** One with a thread of its own. */
    public static WaitForBook of(PolicyBook policies, Models models) {
        return new WaitForBook(
                policies,
                new ModelCache(models),
                new RecentDumps(),
                new ThreadPoolExecutor(
                        0,
                        1,
                        10,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(MAX_WAITING),
                        Thread.ofPlatform().name("wait-for").daemon().factory()));
    }

    @Override
    public void dumped(WatchPolicy watch, PodInfo pod, StoredDump dump) {
        recent.dumped(watch, pod, dump);
        try {
            thread.execute(() -> join(watch, pod));
        } catch (RejectedExecutionException _) {
            leftOut.incrementAndGet();
        }
    }

    private void join(WatchPolicy watch, PodInfo pod) {
        List<StoredDump> dumps = recent.of(pod.uid());
        FindingChoice findings = policies.current().findingsFor(watch, pod);
        Optional<FindingSource> source = findings.source().filter(set -> set.hasModel() && findings.sameBuild());
        if (dumps.isEmpty() || source.isEmpty()) {
            return;
        }
        try {
            StoredDump last = dumps.getLast();
            keep(
                    pod.uid(),
                    new Known(
                            last.header().epoch(),
                            last.header().incarnation(),
                            joiner.join(models.load(source.get()), dumps)));
        } catch (IOException e) {
            LOG.warnf(
                    "a dump of %s/%s cannot be joined with the model of %s: %s",
                    pod.namespace(), pod.name(), source.get().name(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.errorf(e, "a dump of %s/%s cannot be joined", pod.namespace(), pod.name());
        }
    }

    private synchronized void keep(String podUid, Known now) {
        Known before = byUid.get(podUid);
        Joined joined = before != null && before.isOf(now.epoch, now.incarnation)
                ? now.joined.after(before.joined)
                : now.joined;
        if (joined.isNothing()) {
            byUid.remove(podUid);
        } else {
            byUid.put(podUid, new Known(now.epoch, now.incarnation, joined));
        }
    }

    /** What is known of the stacks of a pod as it is now, by their ids. */
    public Map<String, WaitFor> of(Session session) {
        return joined(session).map(Joined::byStack).orElse(Map.of());
    }

    @Override
    public boolean wantsAnother(Session session) {
        return joined(session).map(Joined::unconfirmed).orElse(false);
    }

    private synchronized Optional<Joined> joined(Session session) {
        return Optional.ofNullable(byUid.get(session.pod().uid()))
                .filter(known -> known.isOf(session.epoch(), session.target().incarnation()))
                .map(Known::joined);
    }

    /** How many dumps were not joined because too many came at once. */
    public long leftOut() {
        return leftOut.get();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private record Known(String epoch, long incarnation, Joined joined) {
        boolean isOf(String otherEpoch, long otherIncarnation) {
            return epoch.equals(otherEpoch) && incarnation == otherIncarnation;
        }
    }
}
