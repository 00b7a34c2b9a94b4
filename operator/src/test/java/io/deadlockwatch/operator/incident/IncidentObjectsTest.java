package io.deadlockwatch.operator.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.judge.Verdict;
import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.KnownState;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.crds.BlockingIncident;
import io.deadlockwatch.operator.testing.Given;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IncidentObjectsTest {

    private final IncidentObjects objects = new IncidentObjects();

    @Test
    void whatIsWrittenIsReadAgain() {
        for (IncidentView incident : List.of(incident(Optional.empty()), incident(Optional.of(Resolution.CLEARED)))) {
            BlockingIncident written = objects.resource(incident);
            written.setStatus(objects.withStatus(incident, Given.NOW).getStatus());

            assertThat(objects.read(written)).contains(incident);
        }
    }

    @Test
    void anObjectOfSomebodyElseIsNoIncident() {
        BlockingIncident foreign = objects.resource(incident(Optional.empty()));
        foreign.getMetadata().setOwnerReferences(List.of());

        assertThat(objects.read(foreign)).isEmpty();
        assertThat(objects.key(foreign)).isEmpty();
    }

    @Test
    void aStatusIsBounded() {
        IncidentView many = incident(Optional.empty());
        IncidentView crowded = new IncidentView(
                many.key(),
                many.watch(),
                many.workload(),
                many.verdict(),
                many.evidence(),
                many.explanation(),
                IntStream.range(0, 50)
                        .mapToObj(i -> new PodShare("p" + i, "5d9f", Integer.MAX_VALUE, Given.NOW))
                        .toList(),
                IntStream.range(0, 20)
                        .mapToObj(i -> new RevisionSighting("r" + i, Verdict.CONFIRMED, Given.NOW))
                        .toList(),
                many.firstSeen(),
                many.sightedAfter(),
                many.lastSeen(),
                many.resolution(),
                many.resolvedAt(),
                1,
                Optional.empty(),
                true);

        var status = objects.withStatus(crowded, Given.NOW).getStatus();

        assertThat(status.pods()).hasSize(20);
        assertThat(status.revisions()).hasSize(8);
        assertThat(status.podsAffected()).isEqualTo(50);
        assertThat(status.goroutines()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void aStackIsCutAtAFrame() {
        Frame frame = new Frame("example.com/shop/deep.recursive", "/src/shop/deep/recursive.go", 12, 10);

        String text = StackWords.of(new Stack(KnownState.CHAN_SEND, Collections.nCopies(500, frame)));

        assertThat(text)
                .hasSizeLessThanOrEqualTo(StackWords.MAX_CHARS)
                .startsWith("[chan send]:\nexample.com/shop/deep.recursive(...)\n\t/src/shop/deep/recursive.go:12\n")
                .endsWith("recursive.go:12\n...\n");
    }

    private static IncidentView incident(Optional<Resolution> resolution) {
        return IncidentSamples.incident("shop.reserve", "5d9f", 3, resolution);
    }
}
