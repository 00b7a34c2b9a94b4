package io.deadlockwatch.operator.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.deadlockwatch.operator.component.Installation.Installed;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A back end for events whose certificate nobody vouches for: {@link Installation} names one, the API server, to the operator of every test here. */
@ExtendWith(Installation.class)
@ResourceLock(value = Installation.OPERATOR, mode = ResourceAccessMode.READ)
class LostEventsIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void costsEventsAndALineOfLogAndNothingElse(Installed installed) throws IOException {
        Shop shop = Shop.scanned(installed, "lost-events");

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(shop.sampler().report(3).statusCode()).isEqualTo(200);
            assertThat(shop.incidents()).hasSize(1);
        });

        await().atMost(SOON).untilAsserted(() -> assertThat(
                        installed.operator().metric("deadlockwatch_events_total", "result=\"lost\""))
                .hasValueSatisfying(lost -> assertThat(lost).isPositive()));
        assertThat(installed
                        .operator()
                        .log()
                        .lines()
                        .filter(line -> line.contains("Incident events do not reach https://127.0.0.1:")
                                && line.contains("certification path")))
                .hasSize(1);
        assertThat(installed.operator().log()).doesNotContain("io.opentelemetry");
    }
}
