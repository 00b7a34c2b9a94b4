package io.deadlockwatch.operator.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.protocol.TargetState;
import io.deadlockwatch.core.protocol.Window;
import io.deadlockwatch.operator.pods.ContainerInfo;
import io.deadlockwatch.operator.pods.PodInfo;
import io.deadlockwatch.operator.policy.WatchPolicy;
import io.deadlockwatch.operator.testing.Given;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each state, and where it begins; with the defaults: interval 15 s, blocked for 2 min. */
class CoverageRulesTest {

    private static final Instant LONG_AGO = Given.NOW.minus(Duration.ofHours(1));

    private final CoverageRules rules = new CoverageRules();

    @Test
    void samplesWithoutAFlawAreObserved() {
        assertThat(state(Given.flawless(), TargetState.OK)).isEqualTo(PodState.OBSERVED);
    }

    @Test
    void inModeRemoteNobodyMissesASidecarAndTheNodeSaysWhyThereIsSilence() {
        CoverageRules remote = new CoverageRules((pod, now) -> "silence of " + pod.name());
        WatchPolicy watch = Given.watch("{selector: {matchLabels: {app: orders}}, mode: Remote}");
        PodInfo pod = Given.on("a", Given.pod("p", Map.of(), Map.of("deadlockwatch.io/injection", "skipped-quota")));
        Contact flawless = new Contact(Given.NOW, Given.target(TargetState.OK), Given.flawless(), LONG_AGO, LONG_AGO);

        assertThat(remote.stateOf(watch, pod, Optional.empty(), Given.NOW))
                .isEqualTo(new PodFinding(PodState.NO_CONTACT, "silence of p"));
        assertThat(remote.stateOf(watch, pod, Optional.of(flawless), Given.NOW).state())
                .isEqualTo(PodState.OBSERVED);
        assertThat(rules.stateOf(watch, pod, Optional.empty(), Given.NOW).message())
                .contains("no node sampler on node a");
    }

    @Test
    void oneFailedContactIsNoGapYet() {
        assertThat(state(Given.flawless(), TargetState.TIMEOUT)).isEqualTo(PodState.OBSERVED);
    }

    @ParameterizedTest
    @CsvSource({
        "149999, 20, 200, 15000, 0, 0, span is blockedFor and two intervals at least",
        "300000, 2, 200, 15000, 0, 0, three samples at least",
        "300000, 11, 200, 15000, 0, 0, 60 % of the samples at least",
        "300000, 20, 200, 45001, 0, 0, no hole of more than three intervals",
        "300000, 20, 200, 15000, 4, 0, at most 5 % in unknown states",
        "300000, 20, 200, 15000, 0, 1, no dropped stacks",
        "300000, 20, 80000, 15000, 0, 0, a fresh sample"
    })
    void aFlawMakesItIncomplete(long span, long samples, long age, long gap, long unknown, long dropped, String rule) {
        Window window = new Window(samples, span, age, gap, 60, unknown, dropped);

        assertThat(state(window, TargetState.OK)).as(rule).isEqualTo(PodState.INCOMPLETE);
    }

    @Test
    void aHoleOrALossIsForgivenWhenItIsOlderThanAJudgementLooksBack() {
        Window window = new Window(20, 300_000, 200, 60_000, 60, 0, 3);
        Contact old = new Contact(Given.NOW, Given.target(TargetState.OK), window, LONG_AGO, LONG_AGO);

        assertThat(rules.stateOf(Given.watch(), Given.pod("p"), Optional.of(old), Given.NOW)
                        .state())
                .isEqualTo(PodState.OBSERVED);
    }

    /** The watch asks for 15 seconds. */
    @ParameterizedTest
    @CsvSource({
        "60, 12, 61000, 0, OBSERVED",
        "60, 12, 61000, 200, OBSERVED",
        "60, 12, 61000, 211, STALE",
        "60, 12, 181000, 0, INCOMPLETE",
        "60, 6, 61000, 0, INCOMPLETE",
        "15, 12, 15000, 0, INCOMPLETE",
        "0, 12, 15000, 0, INCOMPLETE",
        "1000000, 12, 61000, 3631, STALE"
    })
    void whatIsExpectedFollowsTheIntervalThatTheSamplerHas(
            long interval, long samples, long gap, long silence, PodState expected) {
        Window window = new Window(samples, 720_000, 200, gap, 60, 0, 0);
        Contact last = new Contact(
                Given.NOW.minusSeconds(silence),
                Given.target(TargetState.OK),
                window,
                Given.NOW,
                Given.NOW,
                Duration.ofSeconds(interval));

        assertThat(rules.stateOf(Given.watch(), Given.pod("p"), Optional.of(last), Given.NOW)
                        .state())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "NO_PPROF, NO_PPROF",
        "INVALID, NO_PPROF",
        "REFUSED, UNREACHABLE",
        "TIMEOUT, UNREACHABLE",
        "HTTP_ERROR, UNREACHABLE",
        "OK, INCOMPLETE",
        "IDLE, INCOMPLETE"
    })
    void withoutGoodSamplesTheLastContactTellsWhy(TargetState contact, PodState expected) {
        assertThat(state(Window.EMPTY, contact)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(TargetState.class)
    void aSilentSamplerIsStaleWhateverItSaidLast(TargetState contact) {
        Contact last =
                new Contact(Given.NOW.minusSeconds(76), Given.target(contact), Given.flawless(), LONG_AGO, LONG_AGO);

        assertThat(rules.stateOf(Given.watch(), Given.pod("p"), Optional.of(last), Given.NOW)
                        .state())
                .isEqualTo(PodState.STALE);
    }

    @Test
    void aHeartbeatIsNotSilence() {
        Contact last = new Contact(
                Given.NOW.minusSeconds(36),
                Given.target(TargetState.OK),
                new Window(20, 300_000, 15_000, 15_000, 60, 0, 0),
                LONG_AGO,
                LONG_AGO);

        assertThat(rules.stateOf(Given.watch(), Given.pod("p"), Optional.of(last), Given.NOW)
                        .state())
                .isEqualTo(PodState.OBSERVED);
    }

    @Test
    void aPodWithoutASamplerIsNotInjectedAndToldHowToGetOne() {
        PodInfo pod = with(Given.pod("p"), Optional.empty(), Given.NOW.minusSeconds(600));

        PodFinding finding = rules.stateOf(Given.watch(), pod, Optional.empty(), Given.NOW);

        assertThat(finding.state()).isEqualTo(PodState.NOT_INJECTED);
        assertThat(finding.message()).contains("kubectl -n shop rollout restart deployment/orders");
    }

    @Test
    void aPodThatStartedAMomentAgoIsStarting() {
        PodInfo pod = with(Given.pod("p"), Optional.of("s"), Given.NOW.minusSeconds(59));

        assertThat(rules.stateOf(Given.watch(), pod, Optional.empty(), Given.NOW)
                        .state())
                .isEqualTo(PodState.STARTING);
    }

    @Test
    void aSamplerThatNeverReportedHasNoContact() {
        assertThat(rules.stateOf(Given.watch(), Given.pod("p"), Optional.empty(), Given.NOW)
                        .state())
                .isEqualTo(PodState.NO_CONTACT);
    }

    @Test
    void whoOptedOutOrWasSkippedIsExcluded() {
        for (Map<String, String> annotations : List.of(
                Map.of("deadlockwatch.io/inject", "false"),
                Map.of("deadlockwatch.io/injection", "skipped-host-network"))) {
            assertThat(rules.stateOf(Given.watch(), Given.pod("p", Map.of(), annotations), Optional.empty(), Given.NOW)
                            .state())
                    .isEqualTo(PodState.EXCLUDED);
        }
    }

    private PodState state(Window window, TargetState contact) {
        Contact last = new Contact(Given.NOW.minusMillis(500), Given.target(contact), window, Given.NOW, Given.NOW);
        return rules.stateOf(Given.watch(), Given.pod("p"), Optional.of(last), Given.NOW)
                .state();
    }

    private static PodInfo with(PodInfo pod, Optional<String> sampler, Instant started) {
        return new PodInfo(
                pod.namespace(),
                pod.name(),
                pod.uid(),
                pod.labels(),
                pod.annotations(),
                pod.serviceAccount(),
                pod.workload(),
                pod.revision(),
                pod.primary(),
                pod.running(),
                pod.hostNetwork(),
                pod.windows(),
                sampler,
                List.of(new ContainerInfo("orders", Given.IMAGE, Given.DIGEST, Map.of(), Optional.of(started), 0)));
    }
}
