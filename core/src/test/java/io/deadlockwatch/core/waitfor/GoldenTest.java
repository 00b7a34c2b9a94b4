package io.deadlockwatch.core.waitfor;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.snapshot.Dump;
import io.deadlockwatch.core.testkit.Fixtures;
import io.deadlockwatch.core.text.GoroutineDumpReader;
import io.deadlockwatch.core.waitfor.Confirmation.Verdict;
import io.deadlockwatch.core.waitfor.model.BlockingModel;
import io.deadlockwatch.core.waitfor.model.BlockingModelReader;
import io.deadlockwatch.core.waitfor.model.ModelFunction;
import io.deadlockwatch.core.waitfor.model.Point;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real programs, their real dumps and the model the scanner makes of them: see {@code testdata/lockjoin}. What every program does is written down in {@code truth.tsv}.
 */
class GoldenTest {

    private static final String ROOT = "lockjoin/";
    private static final List<String> BUILDS = List.of("go1.26.8", "go1.26.8-noinline", "go1.27.3");
    private static final int DUMPS_OF_HEALTHY = 10;

    /** A program as built by one toolchain. */
    record Case(String build, String program, String expected, int deadlocked) {
        Dump dump(int number) {
            try (InputStream in = Fixtures.open(ROOT + build + "/" + program + "." + number + ".txt.gz")) {
                return new GoroutineDumpReader().readDump(in);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static final BlockingModel MODEL = model();
    private static final Map<Integer, BlockingModel> MOVED = IntStream.rangeClosed(-3, 3)
            .boxed()
            .collect(Collectors.toUnmodifiableMap(Function.identity(), lines -> moved(MODEL, lines)));

    private final WaitForAnalysis analysis = new WaitForAnalysis();

    static Stream<Case> cases(String expected) {
        return Fixtures.rows(ROOT + "truth.tsv").stream()
                .filter(row -> row.get(1).equals(expected))
                .flatMap(row -> BUILDS.stream()
                        .map(build -> new Case(build, row.get(0), row.get(1), Integer.parseInt(row.get(2)))));
    }

    static Stream<Case> deadlocks() {
        return cases("deadlock");
    }

    static Stream<Case> mixed() {
        return cases("mixed");
    }

    static Stream<Case> orphans() {
        return cases("orphan");
    }

    static Stream<Case> healthy() {
        return cases("healthy");
    }

    @ParameterizedTest
    @MethodSource("deadlocks")
    void everyDeadlockIsProvenAndConfirmedByTheSecondDump(Case program) {
        WaitForVerdicts first = analysis.analyse(MODEL, program.dump(1));
        WaitForVerdicts second = analysis.analyse(MODEL, program.dump(2));

        List<Verdict> verdicts = Confirmation.of(first, second);

        assertThat(verdicts).allMatch(Verdict::confirmed);
        assertThat(verdicts)
                .extracting(Verdict::claim)
                .filteredOn(claim -> claim instanceof Cycle || claim instanceof ClosedSet)
                .flatExtracting(Claim::goroutines)
                .doesNotHaveDuplicates()
                .hasSize(program.deadlocked());
        assertThat(verdicts).extracting(Verdict::claim).allMatch(Claim::isDeadlock);
    }

    @ParameterizedTest
    @MethodSource("mixed")
    void whoHoldsALockAndWaitsForSomethingElseIsNamedAsTheCause(Case program) {
        assertThat(analysis.analyse(MODEL, program.dump(1)).claims())
                .singleElement()
                .isInstanceOfSatisfying(BlockedHolder.class, cause -> {
                    assertThat(cause.state()).isIn("chan send", "sync.WaitGroup.Wait");
                    assertThat(cause.isDeadlock()).isFalse();
                });
    }

    @ParameterizedTest
    @MethodSource("orphans")
    void aFunctionThatForgotToUnlockIsNamed(Case program) {
        assertThat(analysis.analyse(MODEL, program.dump(1)).claims())
                .singleElement()
                .isInstanceOfSatisfying(
                        Orphan.class, orphan -> assertThat(orphan.leakedBy()).containsExactly("main.(*vault).open"));
    }

    @ParameterizedTest
    @MethodSource("healthy")
    void nothingIsClaimedOfAHealthyProgram(Case program) {
        for (int i = 1; i <= DUMPS_OF_HEALTHY; i++) {
            assertThat(analysis.analyse(MODEL, program.dump(i)).claims()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("healthy")
    void aModelOfOtherSourcesProvesNothingOfAHealthyProgram(Case program) {
        for (int i = 1; i <= DUMPS_OF_HEALTHY; i++) {
            Dump dump = program.dump(i);
            for (BlockingModel moved : MOVED.values()) {
                assertThat(analysis.analyse(moved, dump).claims()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("mixed")
    void aModelOfOtherSourcesProvesNoDeadlockThatIsNone(Case program) {
        for (BlockingModel moved : MOVED.values()) {
            assertThat(analysis.analyse(moved, program.dump(1)).claims()).noneMatch(Claim::isDeadlock);
        }
    }

    @ParameterizedTest
    @MethodSource("deadlocks")
    void anIncompleteDumpProvesByCyclesOnly(Case program) {
        Dump dump = program.dump(1);
        Dump cut = new Dump(dump.goroutines(), false, dump.problems());

        assertThat(analysis.analyse(MODEL, cut).claims()).noneMatch(ClosedSet.class::isInstance);
    }

    private static BlockingModel model() {
        try (InputStream in = Fixtures.open(ROOT + "model.json.gz")) {
            return new BlockingModelReader().read(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The model of the same sources with lines inserted before everything. */
    private static BlockingModel moved(BlockingModel model, int lines) {
        List<ModelFunction> functions = new ArrayList<>();
        for (ModelFunction function : model.functions()) {
            List<Point> points = function.points().stream()
                    .map(point -> new Point(
                            point.line() + lines,
                            point.operation(),
                            point.callee(),
                            point.held(),
                            point.released(),
                            point.acquires(),
                            point.arguments(),
                            point.captures()))
                    .toList();
            functions.add(new ModelFunction(
                    function.symbol(),
                    function.file(),
                    function.start() + lines,
                    function.end() + lines,
                    function.parameters(),
                    points));
        }
        return new BlockingModel(model.build(), model.locks(), functions);
    }
}
