package io.deadlockwatch.operator.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.operator.incident.IncidentSamples;
import io.deadlockwatch.operator.incident.IncidentView;
import io.deadlockwatch.operator.testing.Given;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IncidentSlotsTest {

    private static final List<IncidentView> TWENTY = IntStream.range(0, IncidentSlots.MAX)
            .mapToObj(i -> IncidentSamples.open("shop.f" + i, "5d9f", 1))
            .toList();
    private static final IncidentView WORSE = IncidentSamples.open("shop.worse", "5d9f", 99);

    private final IncidentSlots slots = new IncidentSlots();

    @Test
    void whoHasASlotKeepsItWhenAWorseOneComes() {
        assertThat(slots.of("uid", TWENTY, Given.NOW)).isEqualTo(TWENTY);

        assertThat(slots.of("uid", with(WORSE, TWENTY), Given.NOW)).isEqualTo(TWENTY);
    }

    @Test
    void anHourAfterItIsOverItsSlotIsFree() {
        slots.of("uid", TWENTY, Given.NOW);
        List<IncidentView> nineteen = TWENTY.subList(1, IncidentSlots.MAX);

        assertThat(slots.of("uid", with(WORSE, nineteen), Given.NOW.plus(Duration.ofMinutes(60))))
                .doesNotContain(WORSE);
        assertThat(slots.of("uid", with(WORSE, nineteen), Given.NOW.plus(Duration.ofMinutes(61))))
                .contains(WORSE)
                .hasSize(IncidentSlots.MAX);
    }

    @Test
    void watchesHaveSlotsOfTheirOwnAndThoseThatAreGoneHaveNone() {
        slots.of("uid", TWENTY, Given.NOW);

        assertThat(slots.of("other", List.of(WORSE), Given.NOW)).containsExactly(WORSE);
        slots.retain(Set.of("other"));
        assertThat(slots.of("uid", List.of(WORSE), Given.NOW)).containsExactly(WORSE);
    }

    private static List<IncidentView> with(IncidentView first, List<IncidentView> others) {
        List<IncidentView> all = new ArrayList<>(List.of(first));
        all.addAll(others);
        return all;
    }
}
