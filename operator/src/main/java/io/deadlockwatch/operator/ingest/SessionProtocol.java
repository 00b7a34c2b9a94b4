package io.deadlockwatch.operator.ingest;

import io.deadlockwatch.core.protocol.EndedIncarnation;
import io.deadlockwatch.core.protocol.Report;
import io.deadlockwatch.core.protocol.StackEntry;
import io.deadlockwatch.core.protocol.StackText;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.operator.ingest.StackTable.Row;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The receiving half of the report protocol as a function of what was known, a report and the time.
 *
 * <pre>
 * epoch    seq        base          step
 * known    = last     any           Repeated   the answer was lost
 * known    &lt; last     any           Outdated   it was overtaken
 * known    &gt; last     0             Applied    everything anew
 * known    &gt; last     = last        Applied    what changed
 * known    &gt; last     other         Resync
 * previous any        any           Outdated   a straggler of the sampler before
 * new      any        0             Applied    replaces all
 * new      any        other         Resync     the operator was restarted
 * </pre>
 */
public final class SessionProtocol {

    /** Entries, present and gone, that are kept of one pod. */
    static final int MAX_KEPT = 4_096;

    private final StackPool pool;

    /** A protocol where all pods share equal stacks. */
    public SessionProtocol(StackPool pool) {
        this.pool = pool;
    }

    /**
     * What this report does.
     *
     * @param known null: nothing
     */
    public Step apply(@Nullable Session known, Report report, Instant now) {
        if (known != null && report.epoch().equals(known.previousEpoch())) {
            return new Step.Outdated(report.seq());
        }
        boolean continued = known != null && report.epoch().equals(known.epoch());
        if (known != null && continued && report.seq() <= known.seq()) {
            return report.seq() == known.seq() ? new Step.Repeated(known.seq()) : new Step.Outdated(known.seq());
        }
        if (!report.isFull() && (known == null || !continued || report.base() != known.seq())) {
            return new Step.Resync();
        }
        return accept(known, report, now);
    }

    private Step accept(@Nullable Session known, Report report, Instant now) {
        Map<String, Row> rows = new LinkedHashMap<>();
        if (known != null && !report.isFull()) {
            for (Row row : known.stacks()) {
                rows.put(row.stack().id(), row.olderBy(report.grownMillis()));
            }
        }
        Map<String, KnownStack> told = new HashMap<>();
        for (StackText text : report.stacks()) {
            Optional<KnownStack> stack = pool.know(text);
            if (stack.isEmpty()) {
                return new Step.Invalid("stack " + text.id() + " has other frames than its fingerprint says");
            }
            told.put(text.id(), stack.get());
        }
        for (StackEntry entry : report.entries()) {
            Row before = rows.get(entry.stack());
            KnownStack stack = before != null ? before.stack() : told.get(entry.stack());
            if (stack == null) {
                return report.isFull()
                        ? new Step.Invalid("entry " + entry.stack() + " has no stack in this full report")
                        : new Step.Resync();
            }
            rows.put(entry.stack(), new Row(stack, entry));
        }
        Optional<EndedTarget> ended = Optional.empty();
        if (report.ladder().ended().isPresent()) {
            ended = ended(report.ladder().ended().get(), rows, told);
            if (ended.isEmpty()) {
                return new Step.Invalid("an entry of the ended incarnation has no stack in this report");
            }
        }
        forgetGone(rows);
        if (rows.size() > MAX_KEPT) {
            return new Step.Invalid("more than " + MAX_KEPT + " stacks at once: " + rows.size());
        }
        return new Step.Applied(session(known, report, now, StackTable.of(rows.values()), ended));
    }

    /** With the text of its entries; empty if one has none. */
    private static Optional<EndedTarget> ended(
            EndedIncarnation ended, Map<String, Row> rows, Map<String, KnownStack> told) {
        Map<String, Stack> own = new HashMap<>();
        for (StackEntry entry : ended.entries()) {
            Row row = rows.get(entry.stack());
            KnownStack stack = row != null ? row.stack() : told.get(entry.stack());
            if (stack == null) {
                return Optional.empty();
            }
            own.put(entry.stack(), stack.stack());
        }
        return Optional.of(new EndedTarget(ended, own));
    }

    /** Their text would have to be told again: that costs one resync. */
    private static void forgetGone(Map<String, Row> rows) {
        Iterator<Row> each = rows.values().iterator();
        while (rows.size() > MAX_KEPT && each.hasNext()) {
            if (each.next().entry().count() == 0) {
                each.remove();
            }
        }
    }

    private static Session session(
            @Nullable Session known, Report report, Instant now, StackTable stacks, Optional<EndedTarget> ended) {
        boolean sameEpoch = known != null && known.epoch().equals(report.epoch());
        Instant gapRaisedAt = now;
        Instant dropRaisedAt = now;
        String previousEpoch = "";
        if (known != null) {
            previousEpoch = sameEpoch ? known.previousEpoch() : known.epoch();
            boolean sameTarget = known.target().incarnation() == report.target().incarnation();
            if (sameEpoch
                    && sameTarget
                    && report.window().longestGapMillis() <= known.window().longestGapMillis()) {
                gapRaisedAt = known.gapRaisedAt();
            }
            if (sameEpoch && report.window().droppedStacks() <= known.window().droppedStacks()) {
                dropRaisedAt = known.dropRaisedAt();
            }
        }
        return new Session(
                report.pod(),
                report.epoch(),
                previousEpoch,
                report.seq(),
                report.sampler(),
                report.target(),
                report.window(),
                now,
                gapRaisedAt,
                dropRaisedAt,
                report.snapshots(),
                stacks,
                report.ladder(),
                ended);
    }
}
