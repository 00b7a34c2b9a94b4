package io.deadlockwatch.operator.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.operator.admission.Bound;
import io.deadlockwatch.operator.admission.SamplerRoom;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoomRulesTest {

    private static ResourceQuota quota(String hard, String used) {
        return new KubernetesSerialization()
                .unmarshal(
                        "apiVersion: v1\nkind: ResourceQuota\nstatus: {hard: " + hard + ", used: " + used + "}",
                        ResourceQuota.class);
    }

    private static LimitRange range(String limits) {
        return new KubernetesSerialization()
                .unmarshal("apiVersion: v1\nkind: LimitRange\nspec: {limits: [" + limits + "]}", LimitRange.class);
    }

    @Test
    void whereNothingBoundsResourcesASamplerIsAsElsewhere() {
        assertThat(RoomRules.room(List.of(), List.of())).isEmpty();
        assertThat(RoomRules.room(List.of(quota("{pods: 10}", "{pods: 3}")), List.of()))
                .isEmpty();
    }

    @Test
    void ofAQuotaItIsTheRestThatCounts() {
        ResourceQuota quota = quota(
                "{limits.cpu: '2', limits.memory: 2Gi, cpu: 1500m, requests.memory: 1000M}",
                "{limits.cpu: 500m, limits.memory: 1Gi, cpu: 1600m, requests.memory: 100M}");

        assertThat(RoomRules.room(List.of(quota), List.of()))
                .hasValue(new SamplerRoom(
                        50,
                        96,
                        Map.of(
                                Bound.LIMITS_CPU, 1_500L,
                                Bound.LIMITS_MEMORY, 1_024L,
                                Bound.REQUESTS_CPU, 0L,
                                Bound.REQUESTS_MEMORY, 858L)));
    }

    @Test
    void ofSeveralQuotasTheTightestCounts() {
        assertThat(RoomRules.room(
                        List.of(
                                quota("{limits.cpu: '2'}", "{limits.cpu: '1'}"),
                                quota("{limits.cpu: '9'}", "{limits.cpu: 8900m}")),
                        List.of()))
                .hasValueSatisfying(room -> assertThat(room.left()).containsExactly(Map.entry(Bound.LIMITS_CPU, 100L)));
    }

    @Test
    void aSamplerIsAsLargeAsTheSmallestContainerThatIsAllowed() {
        LimitRange range = range("{type: Container, min: {cpu: 100m, memory: 128Mi}, max: {cpu: '2', memory: 1Gi}}");

        assertThat(RoomRules.room(List.of(), List.of(range))).hasValue(new SamplerRoom(100, 128, Map.of()));
    }

    @Test
    void thereIsNoneWhereItWouldBeLargerThanTheLargest() {
        LimitRange range = range("{type: Container, max: {memory: 64Mi}}");

        assertThat(RoomRules.room(List.of(), List.of(range))).hasValue(SamplerRoom.NONE);
    }

    @Test
    void theMostThatAPodMayHaveBoundsItToo() {
        LimitRange range = range("{type: Pod, max: {cpu: 500m}}");

        assertThat(RoomRules.room(List.of(), List.of(range)))
                .hasValue(new SamplerRoom(50, 96, Map.of(Bound.REQUESTS_CPU, 500L, Bound.LIMITS_CPU, 500L)));
    }
}
