package io.deadlockwatch.operator.reconcile;

import io.deadlockwatch.crds.StaticFindingSetStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The status of a set of findings, out of what reading it gave. */
final class FindingStatusFactory {

    private static final int MAX_TOOL = 128;

    StaticFindingSetStatus status(
            Reading reading,
            int podsUsing,
            @Nullable StaticFindingSetStatus before,
            @Nullable Long generation,
            Instant now) {
        Conditions conditions = new Conditions(before == null ? null : before.conditions(), generation, now);
        if (reading.source().isEmpty()) {
            conditions.add("Accepted", false, "Unreadable", reading.problem());
        } else if (reading.oddities().isEmpty()) {
            conditions.add("Accepted", true, "Read", reading.usable() + " findings can be used");
        } else {
            conditions.add(
                    "Accepted",
                    true,
                    "ReadInPart",
                    reading.usable() + " of " + reading.total() + " findings can be used; "
                            + String.join("; ", reading.oddities()));
        }
        if (reading.model().isAccepted()) {
            conditions.add(
                    "ModelAccepted",
                    true,
                    "Read",
                    reading.model().functions() + " functions and "
                            + reading.model().locks() + " classes of locks");
        } else if (reading.model().isRefused()) {
            conditions.add("ModelAccepted", false, "Unreadable", reading.model().problem());
        }
        return new StaticFindingSetStatus(
                generation,
                reading.digest().isEmpty() ? null : reading.digest(),
                reading.tool().length() <= MAX_TOOL
                        ? reading.tool()
                        : reading.tool().substring(0, MAX_TOOL),
                new StaticFindingSetStatus.Findings(
                        reading.total(), reading.usable(), reading.total() - reading.usable()),
                reading.model().isAccepted()
                        ? new StaticFindingSetStatus.Model(
                                reading.model().digest(),
                                reading.model().functions(),
                                reading.model().locks())
                        : null,
                podsUsing,
                lastUsed(podsUsing, before, now),
                conditions.list());
    }

    /** To the hour, so that being in use alone is no reason to write. */
    private static @Nullable Instant lastUsed(int podsUsing, @Nullable StaticFindingSetStatus before, Instant now) {
        if (podsUsing > 0) {
            return now.truncatedTo(ChronoUnit.HOURS);
        }
        return before == null ? null : before.lastUsed();
    }
}
