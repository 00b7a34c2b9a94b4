package io.deadlockwatch.cli.input;

import io.deadlockwatch.core.snapshot.ProfileType;
import io.deadlockwatch.core.snapshot.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * When snapshots were taken, by one clock for all of them. Protobuf profiles tell the time, texts do not: a text counts as taken with the snapshot before it, so that no age
 * is ever longer than it was.
 *
 * @param nanos of each snapshot, in order
 * @param complete whether all of them tell, or the user does
 */
public record SnapshotTimes(List<Long> nanos, boolean complete) {

    public SnapshotTimes {
        nanos = List.copyOf(nanos);
    }

    static SnapshotTimes of(List<Source> sources, List<Snapshot> snapshots, Optional<Duration> interval)
            throws InputException {
        if (interval.isPresent()) {
            return new SnapshotTimes(steps(snapshots, interval.get()), true);
        }
        List<OptionalLong> told = new ArrayList<>();
        for (Source source : sources) {
            told.add(ProfileTime.of(source));
        }
        refuseDisorder(sources, told);
        long last = told.stream()
                .filter(OptionalLong::isPresent)
                .findFirst()
                .map(OptionalLong::getAsLong)
                .orElse(0L);
        List<Long> nanos = new ArrayList<>();
        for (OptionalLong time : told) {
            last = time.orElse(last);
            nanos.add(last);
        }
        return new SnapshotTimes(nanos, told.stream().allMatch(OptionalLong::isPresent));
    }

    /** What is to be said of a span of time. */
    public String words() {
        return complete || nanos.size() < 2 ? "" : " (text tells no time: say --interval)";
    }

    /** A leak profile is fetched with the snapshot before it. */
    private static List<Long> steps(List<Snapshot> snapshots, Duration interval) {
        List<Long> nanos = new ArrayList<>();
        int whole = 0;
        for (Snapshot snapshot : snapshots) {
            whole += snapshot.type() == ProfileType.GOROUTINE ? 1 : 0;
            nanos.add(interval.multipliedBy(Math.max(0, whole - 1)).toNanos());
        }
        return nanos;
    }

    private static void refuseDisorder(List<Source> sources, List<OptionalLong> told) throws InputException {
        int before = -1;
        for (int i = 0; i < told.size(); i++) {
            if (told.get(i).isEmpty()) {
                continue;
            }
            if (before >= 0) {
                refuseDisorder(
                        sources.get(i).name(),
                        sources.get(before).name(),
                        Duration.ofNanos(
                                told.get(i).getAsLong() - told.get(before).getAsLong()));
            }
            before = i;
        }
    }

    private static void refuseDisorder(String name, String before, Duration since) throws InputException {
        if (since.isNegative()) {
            throw new InputException(
                    name,
                    "was taken " + since.negated().toMillis() + " ms before " + before
                            + ": name the files oldest first, or say --interval");
        }
        if (since.isZero()) {
            throw new InputException(
                    name, "was taken at the same moment as " + before + ": name each snapshot once, or say --interval");
        }
    }
}
