package io.deadlockwatch.operator.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.EnumMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SamplerRoomTest {

    @Property(tries = 200)
    void whatTheOperatorWritesTheWebhookReads(
            @ForAll @LongRange(min = 0, max = 100_000) long cpu,
            @ForAll @LongRange(min = 0, max = 100_000) long memory,
            @ForAll @Size(max = 4) Map<Bound, @LongRange(min = 0, max = 999_999_999_999L) Long> left) {
        SamplerRoom room = new SamplerRoom(cpu, memory, left.isEmpty() ? Map.of() : new EnumMap<>(left));

        assertThat(InjectPath.parse("/inject/shop/orders/" + room.text()))
                .hasValueSatisfying(path -> assertThat(path.room()).hasValue(room));
        assertThat(room.text()).matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"c50", "m96-c50", "c50-m96-xx3", "c50-m96-", "c-m", "c99999999999-m1"})
    void whatIsNotOursIsNoRoomAndNoReasonToRefuse(String text) {
        assertThat(InjectPath.parse("/inject/shop/orders/" + text))
                .hasValueSatisfying(path -> assertThat(path.room()).isEmpty());
    }

    @ParameterizedTest(name = "{2} left: {3}")
    @CsvSource({
        "'cpu: 450m', '', lc500, true",
        "'cpu: 451m', '', lc500, false",
        "'cpu: 501m', '', lc500, true", // refused with or without a sampler: that is not ours to hide
        "'cpu: 100m', 'cpu: 400m', rc500, true",
        "'cpu: 100m', 'cpu: 100m', rc149, false",
        "'memory: 32Mi', '', lm128, true",
        "'memory: 33Mi', '', lm128, false",
        "'memory: 33554433', '', rm128, false", // one byte more than 32Mi
        "'', '', lm95, false",
    })
    void aPodWithASamplerMustFitIfThePodAloneDoes(String limits, String requests, String left, boolean fits) {
        JsonNode pod = new KubernetesSerialization()
                .unmarshal(
                        "spec: {containers: [{resources: {limits: {" + limits + "}, requests: {" + requests + "}}}]}",
                        JsonNode.class);

        assertThat(SamplerRoom.parse("c50-m96-" + left).orElseThrow().fits(new PodDemand(new PodView(pod))))
                .isEqualTo(fits);
    }
}
