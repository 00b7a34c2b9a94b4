package io.deadlockwatch.operator.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.protocol.NodeTarget;
import io.deadlockwatch.core.protocol.PodRef;
import io.deadlockwatch.core.protocol.TargetList;
import io.deadlockwatch.operator.pods.Placement;
import io.deadlockwatch.operator.pods.PodInfo;
import io.deadlockwatch.operator.pods.Pods;
import io.deadlockwatch.operator.policy.PolicyBook;
import io.deadlockwatch.operator.testing.Given;
import io.deadlockwatch.operator.testing.ManualClock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeDeskTest {

    private static final String REMOTE = "{selector: {matchLabels: {app: orders}}, mode: Remote}";

    private final Pods pods = new Pods();
    private final PolicyBook policies = new PolicyBook();
    private final ManualClock clock = new ManualClock();
    private final NodeDesk desk = new NodeDesk(pods, policies, clock);

    @BeforeEach
    void watch() {
        policies.putWatch(Given.watch(REMOTE));
    }

    @Test
    void aNodeIsGivenItsOwnPodsOfAWatchOfModeRemote() {
        pods.put(Given.on("a", Given.pod("here")));
        pods.put(Given.on("b", Given.pod("there")));
        pods.put(Given.on("a", Given.pod("unwatched", Map.of("app", "other"), Map.of())));

        assertThat(desk.assign("a", "0.1.0"))
                .isEqualTo(new TargetList(
                        List.of(new NodeTarget(new PodRef("shop", "here", "uid-here"), "10.1.2.3", "")), 0, 30_000));
        assertThat(names("c")).isEmpty();
    }

    @Test
    void aWatchWithSidecarsIsNoneOfItsBusiness() {
        policies.putWatch(Given.watch());
        pods.put(Given.on("a", Given.pod("here")));

        assertThat(names("a")).isEmpty();
    }

    @Test
    void aPodThatOptedOutOrHasNoAddressOrUsesItsHostsIsLeftAlone() {
        pods.put(Given.on("a", Given.pod("out", Map.of(), Map.of("deadlockwatch.io/inject", "false"))));
        PodInfo pod = Given.on("a", Given.pod("p"));
        pods.put(with(pod, "homeless", true, false, new Placement("a", "")));
        pods.put(with(pod, "done", false, false, pod.placement()));
        pods.put(with(pod, "host", true, true, pod.placement()));

        assertThat(names("a")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"pprof, pprof", "my.pprof-1, my.pprof-1", "../etc/passwd, ''", "A, ''"})
    void theAnnotationNamesCredentialsIfItIsAName(String annotation, String credentials) {
        pods.put(Given.on("a", Given.pod("p", Map.of(), Map.of("deadlockwatch.io/pprof-credentials", annotation))));

        assertThat(desk.assign("a", "0.1.0").targets())
                .extracting(NodeTarget::credentials)
                .containsExactly(credentials);
    }

    @Test
    void whatASamplerHasItKeepsAndWhatIsTooMuchIsToldAndNamed() {
        for (int i = 0; i < TargetList.MAX_TARGETS; i++) {
            pods.put(Given.on("a", Given.pod("p" + i)));
        }
        Set<String> first = names("a");
        PodInfo late = Given.on("a", Given.pod("0-sorts-before-all"));
        pods.put(late);

        TargetList second = desk.assign("a", "0.1.0");

        assertThat(names(second)).isEqualTo(first);
        assertThat(second.leftOut()).isEqualTo(1);
        assertThat(desk.silence(late, clock.instant())).contains("250 pods at most", "one of 1 more");
    }

    @Test
    void saysWhyNothingIsHeardOfAPod() {
        PodInfo pod = Given.on("a", Given.pod("p"));
        assertThat(desk.silence(pod, clock.instant())).contains("no node sampler on node a", "remote.enabled");

        desk.assign("a", "0.1.0");
        assertThat(desk.silence(pod, clock.instant())).contains("has not asked since");

        pods.put(pod);
        desk.assign("a", "0.1.0");
        assertThat(desk.silence(pod, clock.instant())).contains("was given this pod", "see its log");

        clock.advance(NodeDesk.GONE.plusSeconds(1));
        assertThat(desk.silence(pod, clock.instant())).contains("no node sampler on node a");
    }

    private Set<String> names(String node) {
        return names(desk.assign(node, "0.1.0"));
    }

    private static Set<String> names(TargetList list) {
        return list.targets().stream().map(target -> target.pod().name()).collect(Collectors.toSet());
    }

    private static PodInfo with(PodInfo pod, String name, boolean running, boolean hostNetwork, Placement placement) {
        return new PodInfo(
                pod.namespace(),
                name,
                "uid-" + name,
                pod.labels(),
                pod.annotations(),
                pod.serviceAccount(),
                pod.workload(),
                pod.revision(),
                false,
                running,
                hostNetwork,
                false,
                pod.sampler(),
                pod.containers(),
                placement);
    }
}
