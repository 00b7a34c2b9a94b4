package io.deadlockwatch.operator.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.protocol.Answer;
import io.deadlockwatch.core.protocol.LadderConfig;
import io.deadlockwatch.crds.DeadlockWatchSpec.Mode;
import io.deadlockwatch.operator.testing.Given;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerFactoryTest {

    private static final String SELECTOR = "selector: {matchLabels: {app: orders}}";

    private final AnswerFactory answers = new AnswerFactory();

    @Test
    void withoutAWatchThereIsNoLease() {
        Answer answer = answers.answer(7, Optional.empty(), Given.pod("p"));

        assertThat(answer.ack()).isEqualTo(7);
        assertThat(answer.leaseMillis()).isZero();
    }

    @Test
    void theWatchHasTheFirstWordOnThePort() {
        assertThat(port("{" + SELECTOR + ", target: {port: 9000}}", Map.of("profiles.grafana.com/goroutine.port", "1")))
                .isEqualTo(9000);
        assertThat(port("{" + SELECTOR + ", target: {port: pprof}}", Map.of())).isEqualTo(7070);
    }

    @Test
    void thenTheAnnotationsThenThePortNamedPprof() {
        assertThat(port("{" + SELECTOR + "}", Map.of("profiles.grafana.com/goroutine.port", "8081")))
                .isEqualTo(8081);
        assertThat(port("{" + SELECTOR + "}", Map.of("profiles.grafana.com/goroutine.port_name", "pprof")))
                .isEqualTo(7070);
        assertThat(port("{" + SELECTOR + "}", Map.of("profiles.grafana.com/goroutine.port", "nonsense")))
                .isEqualTo(7070);
        assertThat(port("{" + SELECTOR + "}", Map.of())).isEqualTo(7070);
    }

    @Test
    void aPortNameThatThePodDoesNotHaveFallsBack() {
        assertThat(port("{" + SELECTOR + ", target: {port: debug, container: other}}", Map.of()))
                .isEqualTo(6060);
    }

    @Test
    void theAnnotationNamesTheProfileTheAnswerItsFolder() {
        Answer answer = answers.answer(
                1,
                Optional.of(Given.watch()),
                Given.pod(
                        "p",
                        Map.of(),
                        Map.of(
                                "profiles.grafana.com/goroutine.path", "/internal/pprof/goroutine",
                                "profiles.grafana.com/goroutine.scheme", "https")));

        assertThat(answer.config().path()).isEqualTo("/internal/pprof");
        assertThat(answer.config().scheme()).isEqualTo("https");
    }

    @Test
    void pausingKeepsTheLeaseAndASidecarGetsNoneInModeRemote() {
        Answer paused = answers.answer(1, Optional.of(Given.watch("{" + SELECTOR + ", paused: true}")), Given.pod("p"));
        Answer remote = answers.answer(1, Optional.of(Given.watch("{" + SELECTOR + ", mode: Remote}")), Given.pod("p"));

        assertThat(paused.leaseMillis()).isEqualTo(600_000);
        assertThat(paused.config().paused()).isTrue();
        assertThat(paused.config().intervalMillis()).isEqualTo(15_000);
        assertThat(remote.leaseMillis()).isZero();
        assertThat(answers.answer(
                                1,
                                Optional.of(Given.watch("{" + SELECTOR + ", mode: Remote}")),
                                Given.pod("p"),
                                Terms.of(Mode.REMOTE))
                        .leaseMillis())
                .isEqualTo(600_000);
    }

    @Test
    void whatIsOnTrialIsLookedAtMoreCloselyButNoFasterThanTheWatchSays() {
        Terms trial = new Terms(Mode.SIDECAR, Duration.ZERO, false, true);

        Answer custom = answers.answer(1, Optional.of(Given.watch()), Given.pod("p"), trial);
        Answer fast = answers.answer(
                1, Optional.of(Given.watch("{" + SELECTOR + ", sampling: {interval: 2s}}")), Given.pod("p"), trial);

        assertThat(custom.config().intervalMillis()).isEqualTo(5_000);
        assertThat(custom.config().ladder().dumpLocksOnly()).isFalse();
        assertThat(fast.config().intervalMillis()).isEqualTo(2_000);
    }

    /** A sampler takes no answer whose scheme or path it does not understand: then it would not even get a lease. */
    @ParameterizedTest
    @CsvSource({
        "HTTPS, /x/goroutine, https, /x",
        "ftp, x/goroutine, http, /debug/pprof",
        "http, /goroutine, http, /",
    })
    void annotationsThatMakeNoSenseCountForNothing(String scheme, String path, String asScheme, String asPath) {
        Answer answer = answers.answer(
                1,
                Optional.of(Given.watch()),
                Given.pod(
                        "p",
                        Map.of(),
                        Map.of(
                                "profiles.grafana.com/goroutine.path", path,
                                "profiles.grafana.com/goroutine.scheme", scheme)));

        assertThat(answer.config().scheme()).isEqualTo(asScheme);
        assertThat(answer.config().path()).isEqualTo(asPath);
    }

    @Test
    void aPathLongerThanAnyCountsForNothing() {
        Map<String, String> long257 = Map.of("profiles.grafana.com/goroutine.path", "/" + "x".repeat(256));

        assertThat(answers.answer(1, Optional.of(Given.watch()), Given.pod("p", Map.of(), long257))
                        .config()
                        .path())
                .isEqualTo("/debug/pprof");
    }

    @Test
    void budgetsAreTheWatchsTheRestIsCustom() {
        Answer custom = answers.answer(1, Optional.of(Given.watch()), Given.pod("p"));
        Answer own = answers.answer(
                1,
                Optional.of(Given.watch("{" + SELECTOR
                        + ", sampling: {cpuBudgetMillis: 30, pauseBudget: 200ms, leakInterval: 0s,"
                        + " dumpGoroutines: 10000}}")),
                Given.pod("p"));

        assertThat(custom.config().ladder()).isEqualTo(LadderConfig.DEFAULTS);
        assertThat(own.config().ladder()).isEqualTo(new LadderConfig(30, 200, 0, 600_000, 10_000, true));
        assertThat(own.dumpGrantMillis()).isZero();
    }

    private int port(String spec, Map<String, String> annotations) {
        return answers.answer(1, Optional.of(Given.watch(spec)), Given.pod("p", Map.of(), annotations))
                .config()
                .port();
    }
}
