package io.deadlockwatch.operator.injection;

import static io.deadlockwatch.operator.injection.InjectedPods.ended;
import static io.deadlockwatch.operator.injection.InjectedPods.pending;
import static io.deadlockwatch.operator.injection.InjectedPods.pod;
import static io.deadlockwatch.operator.injection.InjectedPods.running;
import static io.deadlockwatch.operator.injection.InjectedPods.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.operator.testing.ManualClock;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplerStartsTest {

    private final ManualClock clock = new ManualClock();
    private final SamplerStarts starts = new SamplerStarts(Duration.ofSeconds(20), clock);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ImagePullBackOff",
                "ErrImageNeverPull",
                "InvalidImageName",
                "CreateContainerConfigError",
                "CreateContainerError",
                "CrashLoopBackOff",
                "RunContainerError"
            })
    void aSamplerThatStaysDownKeepsItsPodStuck(String reason) {
        starts.put(pending("a", waiting(reason)));
        assertThat(starts.stuck()).as("the kubelet may repair it by itself").isEmpty();

        clock.advance(Duration.ofSeconds(20));

        assertThat(starts.stuck()).singleElement().satisfies(stuck -> {
            assertThat(stuck.reason()).isEqualTo(reason);
            assertThat(stuck.start().image()).isEqualTo(InjectedPods.IMAGE);
            assertThat(stuck.start().pending()).isTrue();
        });
    }

    @Test
    void waitingForItsTurnIsNoTrouble() {
        starts.put(pending("a", waiting("PodInitializing")));
        clock.advance(Duration.ofHours(1));

        assertThat(starts.stuck()).isEmpty();
    }

    @Test
    void aFailedPullThatWorksTheSecondTimeIsForgotten() {
        starts.put(pending("a", waiting("ErrImagePull")));
        clock.advance(Duration.ofSeconds(12));
        starts.put(pod("a", "Running", true, running(clock.instant())));
        clock.advance(Duration.ofMinutes(5));
        assertThat(starts.stuck()).isEmpty();

        starts.put(pod("a", "Running", true, ended("Error")));

        assertThat(starts.stuck()).as("trouble begins anew").isEmpty();
    }

    @Test
    void aProgramThatEndsAgainAndAgainIsInTroubleBetweenTwoEndsToo() {
        starts.put(pod("a", "Running", true, ended("OOMKilled")));
        clock.advance(Duration.ofSeconds(12));
        starts.put(pod("a", "Running", true, running(clock.instant())));
        clock.advance(Duration.ofSeconds(10));

        starts.put(pod("a", "Running", true, waiting("CrashLoopBackOff")));

        assertThat(starts.stuck())
                .singleElement()
                .satisfies(stuck -> assertThat(stuck.start().pending()).isFalse());
    }

    @Test
    void aSamplerAfterWhichNothingBeginsForAMinuteIsTakenForAnInitContainerByTheKubelet() {
        starts.put(pending("a", running(clock.instant())));
        clock.advance(Duration.ofSeconds(59));
        assertThat(starts.stuck()).isEmpty();

        clock.advance(Duration.ofSeconds(1));

        assertThat(starts.stuck()).singleElement().satisfies(stuck -> assertThat(stuck.reason())
                .isEqualTo("PodInitializing"));
    }

    @Test
    void anApplicationWhoseOwnImageIsPulledForMinutesIsNotStuck() {
        starts.put(pod("a", "Pending", true, running(clock.instant())));
        clock.advance(Duration.ofMinutes(10));

        assertThat(starts.stuck()).isEmpty();
    }

    @Test
    void anInitContainerAfterItThatTakesItsTimeIsNotItsFault() {
        Pod pod = new PodBuilder(pending("a", running(clock.instant())))
                .editStatus()
                .addNewInitContainerStatus()
                .withName("download")
                .withState(running(clock.instant()))
                .endInitContainerStatus()
                .endStatus()
                .build();
        starts.put(pod);
        clock.advance(Duration.ofMinutes(10));

        assertThat(starts.stuck()).isEmpty();
    }

    @Test
    void podsThatAreGoneOrGoingOrOverDoNotCount() {
        Pod down = pending("a", waiting("ImagePullBackOff"));
        starts.put(down);
        starts.put(pending("b", waiting("ImagePullBackOff")));
        starts.put(pending("c", waiting("ImagePullBackOff")));
        clock.advance(Duration.ofMinutes(1));

        starts.put(new PodBuilder(down)
                .editMetadata()
                .withDeletionTimestamp(clock.instant().toString())
                .endMetadata()
                .build());
        starts.remove("uid-b");
        starts.put(pod("c", "Succeeded", true, ended("Error")));

        assertThat(starts.stuck()).isEmpty();
    }
}
