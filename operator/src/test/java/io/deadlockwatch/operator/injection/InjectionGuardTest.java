package io.deadlockwatch.operator.injection;

import static io.deadlockwatch.operator.injection.InjectedPods.pending;
import static io.deadlockwatch.operator.injection.InjectedPods.pod;
import static io.deadlockwatch.operator.injection.InjectedPods.running;
import static io.deadlockwatch.operator.injection.InjectedPods.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.operator.pods.PodReader;
import io.deadlockwatch.operator.pods.Pods;
import io.deadlockwatch.operator.policy.WatchPolicy;
import io.deadlockwatch.operator.testing.Given;
import io.deadlockwatch.operator.testing.ManualClock;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InjectionGuardTest {

    private static final Duration RETRY = Duration.ofHours(1);

    private final ManualClock clock = new ManualClock();
    private final Pods pods = new Pods();
    private final SamplerStarts starts = new SamplerStarts(Duration.ofSeconds(20), clock);
    private final List<String> told = new ArrayList<>();
    private final List<String> patched = new ArrayList<>();
    private boolean refused;
    private final InjectionGuard guard = guard(Optional.of("pause:3"));

    private InjectionGuard guard(Optional<String> idle) {
        InjectionEvents events = new InjectionEvents() {
            @Override
            public void suspended(WatchPolicy watch, Suspension suspension) {
                told.add("suspended " + watch.name());
            }

            @Override
            public void resumed(WatchPolicy watch) {
                told.add("resumed " + watch.name());
            }

            @Override
            public void rescued(StuckPod pod, String image) {
                told.add("rescued " + pod.start().name());
            }
        };
        PodPatcher patcher = (pod, image) -> {
            patched.add(pod.name() + " " + image);
            if (refused) {
                throw new IOException("forbidden");
            }
        };
        return new InjectionGuard(
                InjectedPods.IMAGE,
                pods,
                starts,
                new InjectionBreaker(InjectedPods.IMAGE, new BreakerRules(3, 20, RETRY)),
                Optional.of(new Rescue(patcher, new RescueImage(pods, idle), events)),
                events,
                clock);
    }

    private void see(Pod pod) {
        pods.put(new PodReader().read(pod));
        starts.put(pod);
    }

    private void healthy(int count) {
        for (int i = 0; i < count; i++) {
            see(pod("healthy-" + i, "Running", true, running(clock.instant())));
        }
    }

    private void beatAfter(Duration time) {
        clock.advance(time);
        guard.beat(List.of(Given.watch()));
    }

    @Test
    void aShareOfAFifthIsTooMuchWhereThereAreFewPods() {
        healthy(4);
        see(pending("a", waiting("ImagePullBackOff")));

        beatAfter(Duration.ofSeconds(20));

        assertThat(guard.stuckPods()).isEqualTo(1);
        assertThat(guard.suspension()).hasValueSatisfying(suspension -> {
            assertThat(suspension.stuck()).isEqualTo(1);
            assertThat(suspension.injected()).isEqualTo(5);
            assertThat(suspension.message()).contains("ImagePullBackOff", InjectedPods.IMAGE);
        });
        assertThat(told).contains("suspended orders");
    }

    @Test
    void threePodsAreTooManyHoweverManyThereAreEvenIfEachWasRescuedInTime() {
        healthy(100);
        for (String name : List.of("a", "b")) {
            see(pending(name, waiting("ImagePullBackOff")));
            beatAfter(Duration.ofSeconds(20));
            starts.remove("uid-" + name);
            beatAfter(Duration.ofSeconds(60));
        }
        assertThat(guard.suspension()).isEmpty();
        assertThat(guard.stuckPods()).isZero();

        see(pending("c", waiting("ImagePullBackOff")));
        beatAfter(Duration.ofSeconds(20));

        assertThat(guard.suspension()).isPresent();
    }

    @Test
    void afterAWhileItIsTriedAgainAndThenOnePodIsTooMany() {
        healthy(100);
        List.of("a", "b", "c").forEach(name -> see(pending(name, waiting("ImagePullBackOff"))));
        beatAfter(Duration.ofSeconds(20));
        beatAfter(RETRY);
        assertThat(guard.suspension()).as("three are stuck still").isPresent();

        List.of("a", "b", "c").forEach(name -> starts.remove("uid-" + name));
        beatAfter(Duration.ofSeconds(5));
        assertThat(guard.suspension()).as("on trial").isEmpty();
        assertThat(told).endsWith("resumed orders");

        see(pending("d", waiting("ImagePullBackOff")));
        beatAfter(Duration.ofSeconds(20));
        assertThat(guard.suspension()).isPresent();
    }

    @Test
    void theNoteOfAnOperatorBeforeThisOneCountsForItsImageOnly() {
        guard.restore(Optional.of("registry.example/sampler:1"));
        assertThat(guard.suspension()).isEmpty();

        guard.restore(Optional.of(InjectedPods.IMAGE));
        beatAfter(Duration.ofSeconds(5));
        assertThat(guard.suspension()).isPresent();

        guard.resume(List.of(Given.watch()));
        assertThat(guard.suspension()).isEmpty();
        assertThat(told).containsExactly("resumed orders");
    }

    @Test
    void aPendingPodGetsAnImageThatRunsElsewhereOrOneThatDoesNothing() {
        see(pending("a", waiting("ImagePullBackOff")));
        beatAfter(Duration.ofSeconds(20));
        see(withSampler(pod("old", "Running", true, running(clock.instant())), "registry.example/sampler:1"));
        see(pending("b", waiting("CreateContainerConfigError")));
        beatAfter(Duration.ofSeconds(20));

        assertThat(patched).containsExactly("a pause:3", "b registry.example/sampler:1");
        assertThat(told).contains("rescued a", "rescued b");
    }

    @Test
    void aPodIsRescuedOnceAndOnlyWhileNothingOfItRuns() {
        refused = true;
        see(pending("a", waiting("ImagePullBackOff")));
        see(pod("b", "Running", true, waiting("CrashLoopBackOff")));
        see(pending("c", running(clock.instant())));
        beatAfter(Duration.ofSeconds(60));
        beatAfter(Duration.ofSeconds(60));

        assertThat(guard.stuckPods()).isEqualTo(3);
        assertThat(patched).containsExactly("a pause:3");
        assertThat(told).doesNotContain("rescued a");
    }

    @Test
    void withoutAnImageThatIsKnownToStartNothingIsDone() {
        InjectionGuard without = guard(Optional.empty());
        see(pending("a", waiting("ImagePullBackOff")));
        clock.advance(Duration.ofSeconds(20));

        without.beat(List.of());

        assertThat(without.stuckPods()).isEqualTo(1);
        assertThat(patched).isEmpty();
    }

    private static Pod withSampler(Pod pod, String image) {
        return new PodBuilder(pod)
                .editSpec()
                .editInitContainer(1)
                .withImage(image)
                .endInitContainer()
                .endSpec()
                .build();
    }
}
