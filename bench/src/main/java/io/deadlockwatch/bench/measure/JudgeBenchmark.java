package io.deadlockwatch.bench.measure;

import io.deadlockwatch.bench.input.BinaryProfile;
import io.deadlockwatch.bench.input.Predictions;
import io.deadlockwatch.bench.input.Shape;
import io.deadlockwatch.bench.input.Shapes;
import io.deadlockwatch.core.findings.FindingIndex;
import io.deadlockwatch.core.judge.Judge;
import io.deadlockwatch.core.judge.Observation;
import io.deadlockwatch.core.judge.Policy;
import io.deadlockwatch.core.profile.GoroutineProfileReader;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.core.snapshot.StackCount;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Judges 10,000 stacks that differ, all of them persistent, against 5,000 findings, each of which predicts one of them. */
@State(Scope.Benchmark)
public class JudgeBenchmark {

    static final int STACKS = 10_000;
    static final int FINDINGS = 5_000;

    private static final Policy POLICY = new Policy(Duration.ofMinutes(1), 70);

    private final Judge judge = Judge.withBuiltInCatalogue();
    private final FindingIndex findings;
    private final List<Observation> observations;

    public JudgeBenchmark() {
        List<Shape> shapes = Shapes.of(STACKS, 2);
        findings = FindingIndex.of(Predictions.of(shapes, FINDINGS));
        observations = stacks(shapes).stream()
                .map(stack -> new Observation(stack, 20, 20, Duration.ofMinutes(2), 9))
                .toList();
    }

    /** How many there is something to be said against. */
    @Benchmark
    public int judge() {
        int judgements = 0;
        for (Observation seen : observations) {
            if (judge.judge(seen, findings, POLICY).isPresent()) {
                judgements++;
            }
        }
        return judgements;
    }

    /** As a reader gives them: what stands on many stacks is there once. */
    private static List<Stack> stacks(List<Shape> shapes) {
        try {
            byte[] profile = BinaryProfile.of(shapes, 20 * shapes.size());
            return new GoroutineProfileReader()
                    .read(new ByteArrayInputStream(profile)).stacks().stream()
                            .map(StackCount::stack)
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
