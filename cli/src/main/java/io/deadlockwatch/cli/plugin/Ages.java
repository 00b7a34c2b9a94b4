package io.deadlockwatch.cli.plugin;

import io.deadlockwatch.cli.report.Phrases;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How long ago something was. A clock here that is behind the cluster's makes it just now. */
record Ages(Instant now) {

    private static final long HOURS_OF_TWO_DAYS = 48;

    /** {@code 2m10s}, {@code 5d}; {@code -} if not known. */
    String since(Optional<Instant> then) {
        return then.map(this::since).orElse("-");
    }

    private String since(Instant then) {
        Duration age = Duration.between(then, now);
        if (age.isNegative()) {
            return "0s";
        }
        return age.toHours() < HOURS_OF_TWO_DAYS ? Phrases.duration(age) : age.toDays() + "d";
    }
}
