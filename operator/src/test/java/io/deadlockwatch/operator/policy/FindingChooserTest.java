package io.deadlockwatch.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.findings.FindingIndex;
import io.deadlockwatch.operator.pods.PodInfo;
import io.deadlockwatch.operator.testing.Given;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Given an image with tag and digest and a version label, which set is taken. */
class FindingChooserTest {

    private static final FindingSource BY_DIGEST =
            set("by-digest", 9, List.of("mirror.example/x@" + Given.DIGEST), List.of());
    private static final FindingSource BY_TAG = set("by-tag", 5, List.of(Given.IMAGE), List.of());
    private static final FindingSource BY_VERSION = set("by-version", 4, List.of(), List.of("1.4.2"));
    private static final FindingSource OTHER_BUILD =
            set("other-build", 1, List.of("registry.example/shop/orders:1.5.0"), List.of("1.5.0"));
    private static final FindingSource OTHER_SERVICE =
            set("other-service", 0, List.of("registry.example/shop/cart:1.4.2"), List.of("1.4.2"));

    @Test
    void theDigestIsStrongestThenTheTagThenTheVersion() {
        assertThat(choose(BY_VERSION, BY_TAG, BY_DIGEST).title()).isEqualTo("by-digest");
        assertThat(choose(BY_VERSION, BY_TAG, OTHER_BUILD).title()).isEqualTo("by-tag");
        assertThat(choose(BY_VERSION, OTHER_BUILD, OTHER_SERVICE).title()).isEqualTo("by-version");
    }

    @Test
    void otherwiseTheNewestOfTheSameServiceWhichIsSaidAndNeverConfirms() {
        FindingChoice choice = choose(
                OTHER_BUILD, set("older", 9, List.of("registry.example/shop/orders:1.5.0"), List.of()), OTHER_SERVICE);

        assertThat(choice.sameBuild()).isFalse();
        assertThat(choice.title()).isEqualTo("other-build (not for this version)");
    }

    @Test
    void findingsOfAnotherServiceAreNone() {
        assertThat(choose(OTHER_SERVICE)).isEqualTo(FindingChoice.NONE);
        assertThat(choose()).isEqualTo(FindingChoice.NONE);
    }

    @Test
    void ofSeveralThatFitTheNewestIsTaken() {
        FindingSource newer = set("newer", 1, List.of(Given.IMAGE), List.of());

        assertThat(choose(BY_TAG, newer).title()).isEqualTo("newer");
    }

    private static FindingChoice choose(FindingSource... sets) {
        PodInfo pod = Given.pod("p", Map.of("app", "orders", "app.kubernetes.io/version", "1.4.2"), Map.of());
        return new PolicySnapshot(List.of(), List.of(sets)).findingsFor(Given.watch(), pod);
    }

    private static FindingSource set(String name, int ageDays, List<String> images, List<String> versions) {
        return new FindingSource(
                "shop",
                name,
                "uid-" + name,
                Given.NOW.minus(Duration.ofDays(ageDays)),
                images.stream().map(ImageName::parse).toList(),
                versions,
                FindingIndex.EMPTY);
    }
}
