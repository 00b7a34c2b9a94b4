package io.deadlockwatch.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.identity.Frames;
import io.deadlockwatch.core.identity.StackFingerprint;
import io.deadlockwatch.core.identity.Symbol;
import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.KnownState;
import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.core.snapshot.StackCount;
import io.deadlockwatch.core.testkit.Fixtures;
import io.deadlockwatch.core.testkit.TextDump;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Profiles that Go wrote, against what is known from elsewhere to be in them. */
class RealProfilesTest {

    /** Go before 1.23 cuts stacks at 32 program counters, text dumps at 50 frames from either end. */
    private static final int FRAMES_IN_EVERY_FORMAT = 25;

    /** A goroutine that has not run yet has no frames. */
    private static final Frame NOWHERE = new Frame("", "", 0, 0);

    @ParameterizedTest
    @ValueSource(strings = {"1.20.14", "1.21.13", "1.22.12", "1.23.12", "1.24.13", "1.25.14", "1.26.8", "1.27.4"})
    void theProfileTellsWhatTheTextDumpPrints(String version) throws IOException {
        List<TextDump> printed =
                TextDump.read(Fixtures.gzippedText("snapshots/go-versions/" + version + "/debug2.txt.gz"));

        Snapshot snapshot = read("snapshots/go-versions/" + version + "/debug0.pb.gz");

        assertThat(snapshot.problems()).isEmpty();
        assertThat(snapshot.fetcherSeen()).isTrue();
        assertThat(snapshot.goroutines()).isEqualTo(printed.size() + 1);
        assertThat(goroutines(snapshot).stream().map(RealProfilesTest::inWords))
                .containsExactlyInAnyOrderElementsOf(printed.stream()
                        .map(dump -> inWords(ofToday(dump.stack())))
                        .toList());
    }

    /** But not for the same reason: these text dumps call every lock a semaphore, and these profiles cannot tell nil channels. */
    @ParameterizedTest
    @ValueSource(strings = {"1.18.10", "1.19.13"})
    void theOldestProfilesTellTheSameStacks(String version) throws IOException {
        List<TextDump> printed =
                TextDump.read(Fixtures.gzippedText("snapshots/go-versions/" + version + "/debug2.txt.gz"));

        Snapshot snapshot = read("snapshots/go-versions/" + version + "/debug0.pb.gz");

        assertThat(snapshot.problems()).isEmpty();
        assertThat(goroutines(snapshot).stream().map(RealProfilesTest::withoutState))
                .containsExactlyInAnyOrderElementsOf(printed.stream()
                        .map(dump -> withoutState(ofToday(dump.stack())))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.24.13", "1.25.14", "1.26.8", "1.27.4"})
    void aStackHasOneFingerprintInBothFormats(String version) throws IOException {
        List<String> printed =
                TextDump.read(Fixtures.gzippedText("snapshots/go-versions/" + version + "/debug2.txt.gz")).stream()
                        .filter(dump -> dump.stack().frames().size() < 100)
                        .map(dump -> StackFingerprint.of(dump.stack()))
                        .toList();

        List<String> read = goroutines(read("snapshots/go-versions/" + version + "/debug0.pb.gz")).stream()
                .filter(stack -> stack.frames().size() < 100)
                .map(StackFingerprint::of)
                .toList();

        assertThat(read).hasSizeGreaterThan(40).containsExactlyInAnyOrderElementsOf(printed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "benign_service",
                "cockroach10214",
                "kubernetes6632",
                "micro_DoubleSend",
                "micro_NilSend",
                "micro_RWMutexLock"
            })
    void everyGoroutineOfTheTruthIsThere(String program) throws IOException {
        Snapshot snapshot = read("snapshots/programs/" + program + "/late.pb.gz");

        assertThat(snapshot.fetcherSeen()).isTrue();
        assertThat(snapshot.problems()).isEmpty();
        assertThat(snapshot.buildId()).matches("[0-9a-f]{40}");
        List<List<String>> truth = Fixtures.rows("snapshots/programs/" + program + "/truth.tsv");
        assertThat(truth).isNotEmpty();
        for (List<String> row : truth) {
            if (isSteady(row)) {
                assertThat(count(snapshot, row)).as(row.toString()).isEqualTo(Long.parseLong(row.get(2)));
            }
        }
    }

    @Test
    void aHealthyServiceWithHundredsOfGoroutinesIsCountedWhole() throws IOException {
        Snapshot snapshot = read("snapshots/programs/benign_service/late.pb.gz");

        assertThat(snapshot.goroutines()).isEqualTo(590);
        assertThat(goroutines(snapshot)).hasSize(589);
        assertThat(snapshot.stacks()).hasSizeLessThan(60);
    }

    @ParameterizedTest
    @CsvSource({"1.21.13, ''", "1.27.4, 22373060e065f980430d38972cfd11391b89ae00"})
    void theBuildIdIsTheProgramsOwn(String version, String buildId) throws IOException {
        assertThat(read("snapshots/go-versions/" + version + "/debug0.pb.gz").buildId())
                .isEqualTo(buildId);
    }

    @Test
    void framesOfTheRuntimeAreLeftOutAndThoseOfLocksAreNot() throws IOException {
        Snapshot snapshot = read("snapshots/programs/cockroach10214/late.pb.gz");

        assertThat(snapshot.stacks())
                .flatExtracting(stack -> stack.stack().frames())
                .extracting(Frame::function)
                .noneMatch(function -> function.startsWith("runtime"))
                .contains("sync.(*Mutex).Lock", "main.(*Replica_cockroach10214).tick");
        assertThat(snapshot.stacks())
                .flatExtracting(stack -> stack.stack().frames())
                .allMatch(frame -> frame.start() > 0 && frame.line() >= frame.start());
    }

    /** Locks that healthy goroutines take for a moment are held by others in the next dump. */
    private static boolean isSteady(List<String> row) {
        return row.get(0).equals("blocked") || !row.get(1).startsWith("sync.RWMutex");
    }

    private static long count(Snapshot snapshot, List<String> truth) {
        long count = 0;
        for (StackCount stack : snapshot.stacks()) {
            Frame where = Frames.innermost(stack.stack().frames()).orElse(NOWHERE);
            boolean there = stack.stack().state().words().equals(truth.get(1))
                    && where.function().equals(truth.get(3))
                    && where.file().endsWith(truth.get(4))
                    && where.line() == Integer.parseInt(truth.get(5));
            count += there ? stack.count() : 0;
        }
        return count;
    }

    private static List<Stack> goroutines(Snapshot snapshot) {
        List<Stack> goroutines = new ArrayList<>();
        for (StackCount stack : snapshot.stacks()) {
            for (long i = 0; i < stack.count(); i++) {
                goroutines.add(stack.stack());
            }
        }
        return goroutines;
    }

    /** Go before 1.24 prints {@code semacquire} for a WaitGroup, though the frames tell. */
    private static Stack ofToday(Stack printed) {
        boolean waitGroup = printed.state() == KnownState.SEMACQUIRE
                && printed.frames().stream().anyMatch(f -> f.function().equals("sync.(*WaitGroup).Wait"));
        return waitGroup ? new Stack(KnownState.WAIT_GROUP_WAIT, printed.frames()) : printed;
    }

    private static String withoutState(Stack stack) {
        String words = inWords(stack);
        return words.substring(words.indexOf('['));
    }

    private static String inWords(Stack stack) {
        List<String> frames = Frames.counting(stack.frames()).stream()
                .limit(FRAMES_IN_EVERY_FORMAT)
                .map(f -> Symbol.of(f.function()) + " " + f.file() + ":" + f.line())
                .toList();
        return stack.state().words() + " " + frames;
    }

    private static Snapshot read(String path) throws IOException {
        return new GoroutineProfileReader().read(Fixtures.open(path));
    }
}
