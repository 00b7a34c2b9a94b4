package io.deadlockwatch.sampler.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class JsonLinesTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final EventLog log = new JsonLines(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            Clock.fixed(Instant.parse("2026-11-21T10:00:00.5Z"), ZoneOffset.UTC));

    @Test
    void writesOneObjectALine() {
        log.event("target", "ok", "");

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("{\"time\":\"2026-11-21T10:00:00.500Z\",\"event\":\"target\",\"state\":\"ok\"}\n");
    }

    @Test
    void nothingBreaksALine() {
        log.event("target", "invalid", "a \"quote\", a \\ and\r\nmore é ☃");

        assertThat(out.toString(StandardCharsets.UTF_8))
                .endsWith("\"detail\":\"a \\\"quote\\\", a \\\\ and\\u000d\\u000amore \\u00e9 \\u2603\"}\n");
    }

    @Test
    void longDetailsAreCut() {
        log.event("target", "invalid", "x".repeat(10_000));

        assertThat(out.size()).isLessThan(700);
    }
}
