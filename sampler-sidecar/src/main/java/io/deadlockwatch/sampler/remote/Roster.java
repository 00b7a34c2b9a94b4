package io.deadlockwatch.sampler.remote;

import io.deadlockwatch.core.protocol.NodeTarget;
import io.deadlockwatch.core.protocol.TargetList;
import io.deadlockwatch.core.protocol.TargetsRequest;
import io.deadlockwatch.sampler.log.EventLog;
import io.deadlockwatch.sampler.loop.Backoff;
import io.deadlockwatch.sampler.loop.Task;
import io.deadlockwatch.sampler.report.ReportReply;
import io.deadlockwatch.sampler.report.TargetChannel;
import io.deadlockwatch.sampler.time.Nanos;
import io.deadlockwatch.sampler.time.Ticker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Asks the operator which pods of this node to look at, again and again, and keeps one task for each. While no answer comes, those known stay: their leases end by
 * themselves.
 *
 * <p>Targets that are new begin one after the other over {@link #SPREAD_MILLIS}, so that a node is not sampled all at once, now and at each interval that follows. One alone begins at once.
 */
public final class Roster implements Task {

    static final long SPREAD_MILLIS = 15_000;

    private static final long LEAST_POLL_MILLIS = 1_000;
    private static final long MOST_POLL_MILLIS = 300_000;
    private static final long MOST_RETRY_MILLIS = 600_000;
    private static final double JITTER = 0.2;

    private final TargetsRequest request;
    private final TargetChannel channel;
    private final TargetTasks factory;
    private final DueTasks tasks;
    private final Ticker ticker;
    private final RandomGenerator random;
    private final EventLog log;
    private final Backoff backoff;
    private final Map<String, Kept> kept = new HashMap<>();
    private String logged = "";

    public Roster(
            TargetsRequest request,
            TargetChannel channel,
            TargetTasks factory,
            DueTasks tasks,
            Ticker ticker,
            RandomGenerator random,
            EventLog log) {
        this.request = request;
        this.channel = channel;
        this.factory = factory;
        this.tasks = tasks;
        this.ticker = ticker;
        this.random = random;
        this.log = log;
        this.backoff = new Backoff(random);
    }

    /** Begins to ask. */
    public void begin() {
        tasks.add(this, ticker.nanos());
    }

    @Override
    public long step() {
        ReportReply reply = channel.ask(request);
        return Nanos.ofMillis(
                switch (reply) {
                    case ReportReply.Assigned assigned -> {
                        backoff.reset();
                        assign(assigned.list());
                        yield poll(assigned.list());
                    }
                    case ReportReply.Refused refused -> {
                        log("refuses", "HTTP " + refused.status() + ": " + refused.error());
                        yield refused.retryAfterMillis() < 0
                                ? backoff.nextMillis()
                                : Math.min(refused.retryAfterMillis(), MOST_RETRY_MILLIS) + random.nextLong(1_000);
                    }
                    case ReportReply.Failed failed -> {
                        log("unknown", failed.why());
                        yield backoff.nextMillis();
                    }
                    case ReportReply.Accepted _, ReportReply.Stored _ -> backoff.nextMillis();
                });
    }

    private long poll(TargetList list) {
        double factor = 1 - JITTER + 2 * JITTER * random.nextDouble();
        return (long) (Math.clamp(list.pollMillis(), LEAST_POLL_MILLIS, MOST_POLL_MILLIS) * factor);
    }

    private void assign(TargetList list) {
        Set<String> named = new HashSet<>();
        List<NodeTarget> news = new ArrayList<>();
        for (NodeTarget target : list.targets()) {
            Kept known = kept.get(target.pod().uid());
            if (named.add(target.pod().uid()) && (known == null || !known.target.equals(target))) {
                news.add(target);
            }
        }
        for (NodeTarget target : news) {
            drop(target.pod().uid());
        }
        for (String uid : List.copyOf(kept.keySet())) {
            if (!named.contains(uid)) {
                drop(uid);
            }
        }
        factory.count(kept.size() + news.size());
        long now = ticker.nanos();
        for (int i = 0; i < news.size(); i++) {
            keep(news.get(i), now + Nanos.ofMillis(SPREAD_MILLIS * i / news.size()));
        }
        log(
                "assigned",
                kept.size() + " targets"
                        + (list.leftOut() > 0
                                ? ", " + list.leftOut() + " more are left out: one sampler is given "
                                        + TargetList.MAX_TARGETS
                                : ""));
    }

    private void keep(NodeTarget target, long due) {
        try {
            Task task = factory.create(target);
            kept.put(target.pod().uid(), new Kept(target, task));
            tasks.add(task, due);
        } catch (IllegalArgumentException e) {
            log.event(
                    "target",
                    "refused",
                    target.pod().namespace() + "/" + target.pod().name() + ": " + e.getMessage());
        }
    }

    private void drop(String uid) {
        Kept gone = kept.remove(uid);
        if (gone != null) {
            tasks.remove(gone.task);
        }
    }

    private void log(String state, String detail) {
        if (!logged.equals(state + detail)) {
            logged = state + detail;
            log.event("targets", state, detail);
        }
    }

    /** An answer that was taken in by half is taken in as a whole by the next. */
    @Override
    public void recover() {
        backoff.nextMillis();
    }

    @Override
    public boolean isSlow() {
        return false;
    }

    private record Kept(NodeTarget target, Task task) {}
}
