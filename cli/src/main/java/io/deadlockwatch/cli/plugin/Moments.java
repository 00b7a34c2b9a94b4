package io.deadlockwatch.cli.plugin;

import io.deadlockwatch.cli.Durations;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import picocli.CommandLine.TypeConversionException;

/** Times as people write them: a date (its start, UTC), a time with its zone, or a duration from now. */
final class Moments {

    private Moments() {}

    static Optional<Instant> parse(String text, Instant now) {
        try {
            if (text.contains("T")) {
                return Optional.of(OffsetDateTime.parse(text).toInstant());
            }
            if (text.contains("-")) {
                return Optional.of(
                        LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
            }
            return Optional.of(now.plus(new Durations().convert(text)).truncatedTo(ChronoUnit.SECONDS));
        } catch (DateTimeException | TypeConversionException e) {
            return Optional.empty();
        }
    }
}
