package io.deadlockwatch.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.bench.input.BinaryProfile;
import io.deadlockwatch.bench.input.Dumps;
import io.deadlockwatch.bench.input.Hostile;
import io.deadlockwatch.bench.input.Predictions;
import io.deadlockwatch.bench.input.Shape;
import io.deadlockwatch.bench.input.Shapes;
import io.deadlockwatch.bench.input.TextDump;
import io.deadlockwatch.core.findings.FindingIndex;
import io.deadlockwatch.core.judge.Judge;
import io.deadlockwatch.core.judge.Judgement;
import io.deadlockwatch.core.judge.Observation;
import io.deadlockwatch.core.judge.Policy;
import io.deadlockwatch.core.judge.Verdict;
import io.deadlockwatch.core.profile.GoroutineProfileReader;
import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.core.snapshot.StackCount;
import io.deadlockwatch.core.text.GoroutineDumpReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The inputs that are measured are what they are said to be: a benchmark of an input that is refused, or of one stack, would be fast too. */
class InputsTest {

    @Test
    void aDumpHasTheGoroutinesAndStacksItSays() throws IOException {
        ByteArrayOutputStream dump = new ByteArrayOutputStream();
        Dumps.SMALL.write(dump);

        Snapshot snapshot = new GoroutineDumpReader().readSnapshot(new ByteArrayInputStream(dump.toByteArray()));

        assertThat(snapshot.goroutines()).isEqualTo(10_000);
        assertThat(snapshot.stacks()).hasSize(Dumps.SMALL.stacks());
        assertThat(snapshot.stacks().stream().mapToLong(StackCount::count).sum())
                .isEqualTo(9_999);
        assertThat(snapshot.fetcherSeen()).isTrue();
        assertThat(snapshot.truncated()).isFalse();
        assertThat(snapshot.problems()).isEmpty();
    }

    @Test
    void aDumpIsAsLargeAsItIsAskedToBe() throws IOException {
        ByteArrayOutputStream dump = new ByteArrayOutputStream();

        new TextDump(Shapes.of(500, 1), 1).write(20_000, 20_000 * 671L, dump);

        assertThat(dump.size()).isBetween(20_000 * 665, 20_000 * 672);
    }

    @Test
    void theSameSeedGivesTheSameBytes() throws IOException {
        ByteArrayOutputStream one = new ByteArrayOutputStream();
        ByteArrayOutputStream other = new ByteArrayOutputStream();
        new TextDump(Shapes.of(50, 1), 7).write(1_000, 1 << 20, one);
        new TextDump(Shapes.of(50, 1), 7).write(1_000, 1 << 20, other);

        assertThat(one.toByteArray()).isEqualTo(other.toByteArray());
    }

    @Test
    void aProfileHasTheGoroutinesAndStacksItSays() throws IOException {
        List<Shape> shapes = Shapes.of(500, 1);

        Snapshot snapshot =
                new GoroutineProfileReader().read(new ByteArrayInputStream(BinaryProfile.of(shapes, 10_000)));

        assertThat(snapshot.goroutines()).isEqualTo(10_000);
        assertThat(snapshot.fetcherSeen()).isTrue();
        assertThat(snapshot.problems()).isEmpty();
        assertThat(snapshot.stacks()).hasSize(500);
        assertThat(operations(snapshot.stacks().stream().map(StackCount::stack).toList()))
                .isEqualTo(operations(shapes.stream().map(Shape::stack).toList()));
    }

    @Test
    void everyFindingConfirmsOneStack() {
        List<Shape> shapes = Shapes.of(1_000, 2);
        FindingIndex findings = FindingIndex.of(Predictions.of(shapes, 500));
        Judge judge = Judge.withBuiltInCatalogue();

        List<Optional<Judgement>> judgements = shapes.stream()
                .map(shape -> new Observation(shape.stack(), 20, 20, Duration.ofMinutes(2), 9))
                .map(seen -> judge.judge(seen, findings, new Policy(Duration.ofMinutes(1), 70)))
                .toList();

        long confirmed = judgements.stream()
                .flatMap(Optional::stream)
                .filter(judgement -> judgement.verdict() == Verdict.CONFIRMED)
                .count();
        assertThat(confirmed).isBetween(250L, 500L);
    }

    @ParameterizedTest
    @EnumSource
    void hostileInputIsAsLongAsAskedAndTheSameAgain(Hostile input) throws IOException {
        try (InputStream one = input.open(100_001);
                InputStream other = input.open(100_001)) {
            assertThat(one.readAllBytes()).hasSize(100_001).isEqualTo(other.readAllBytes());
        }
    }

    private static Set<String> operations(List<Stack> stacks) {
        return stacks.stream().map(stack -> stack.state().operation()).collect(Collectors.toSet());
    }
}
