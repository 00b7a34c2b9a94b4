package io.deadlockwatch.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.identity.Frames;
import io.deadlockwatch.core.identity.Site;
import io.deadlockwatch.core.identity.StackFingerprint;
import io.deadlockwatch.core.profile.GoroutineProfileReader;
import io.deadlockwatch.core.snapshot.Dump;
import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.Goroutine;
import io.deadlockwatch.core.snapshot.GoroutineIds;
import io.deadlockwatch.core.snapshot.KnownState;
import io.deadlockwatch.core.snapshot.Origin;
import io.deadlockwatch.core.snapshot.ProfileType;
import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.core.snapshot.StackCount;
import io.deadlockwatch.core.testkit.Corpus;
import io.deadlockwatch.core.testkit.Fixtures;
import io.deadlockwatch.core.testkit.NaiveDump;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that Go wrote, against protobuf profiles of the same moment and against a naive reading of the same text. */
class RealDumpsTest {

    /** Go before 1.23 cuts the stacks of a profile at 32 counters, text dumps are cut at 50 frames from either end. */
    private static final int WHOLE_IN_EVERY_FORMAT = 28;

    /** Two goroutines of the programs' host that take turns at a lock. */
    private static final String TAKING_TURNS = "dgcorpus/hx.contended";

    private static final List<String> OLD = List.of("1.18.10", "1.19.13");

    @ParameterizedTest
    @MethodSource("goVersions")
    void fingerprintsAndSitesAreTheSameInAllThreeFormats(String version) throws IOException {
        String folder = "snapshots/go-versions/" + version + "/";
        Predicate<Stack> whole = stack -> stack.frames().size() < WHOLE_IN_EVERY_FORMAT;

        Map<String, Long> profile = names(profile(folder + "debug0.pb.gz"), whole);

        assertThat(profile).hasSizeGreaterThan(30);
        assertThat(names(textProfile(folder + "debug1.txt.gz"), whole)).isEqualTo(profile);
        assertThat(names(dump(folder + "debug2.txt.gz"), whole)).isEqualTo(profile);
    }

    @ParameterizedTest
    @MethodSource("oldGoVersions")
    void theTextFormatsOfTheOldestGoAreTheSame(String version) throws IOException {
        String folder = "snapshots/go-versions/" + version + "/";
        Predicate<Stack> whole = stack -> stack.frames().size() < WHOLE_IN_EVERY_FORMAT;

        Map<String, Long> dump = names(dump(folder + "debug2.txt.gz"), whole);

        assertThat(dump).hasSizeGreaterThan(30);
        assertThat(names(textProfile(folder + "debug1.txt.gz"), whole)).isEqualTo(dump);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void whatIsBlockedIsTheSameInAllThreeFormats(String program) throws IOException {
        String folder = "snapshots/programs/" + program + "/late.";

        Map<String, Long> profile = names(profile(folder + "pb.gz"), RealDumpsTest::standsStill);

        assertThat(profile).isNotEmpty();
        assertThat(names(textProfile(folder + "debug1.txt.gz"), RealDumpsTest::standsStill))
                .isEqualTo(profile);
        assertThat(names(dump(folder + "debug2.txt.gz"), RealDumpsTest::standsStill))
                .isEqualTo(profile);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void leakProfilesAreTheSameAsTextAndAsProtobuf(String program) throws IOException {
        String folder = "snapshots/programs/" + program + "/leak.";

        Snapshot text = textProfile(folder + "debug1.txt.gz");

        Snapshot profile = profile(folder + "pb.gz");
        assertThat(text.type()).isEqualTo(ProfileType.GOROUTINE_LEAK).isEqualTo(profile.type());
        assertThat(text.goroutines()).isEqualTo(profile.goroutines());
        assertThat(names(text, stack -> true)).isEqualTo(names(profile, stack -> true));
    }

    @ParameterizedTest
    @MethodSource("dumps")
    void everyGoroutineIsReadAsTheNaiveReadingReadsIt(String path) throws IOException {
        List<NaiveDump> naive = NaiveDump.read(Fixtures.gzippedText(path)).stream()
                .map(RealDumpsTest::ofToday)
                .toList();

        Dump dump = new GoroutineDumpReader().readDump(Fixtures.open(path));

        assertThat(dump.problems()).isEmpty();
        assertThat(dump.complete()).isTrue();
        assertThat(dump.goroutines().stream().map(RealDumpsTest::plain)).containsExactlyElementsOf(naive);
    }

    @ParameterizedTest
    @MethodSource("dumps")
    void groupsHoldWhatTheirGoroutinesTell(String path) throws IOException {
        Dump dump = new GoroutineDumpReader().readDump(Fixtures.open(path));

        Snapshot snapshot = dump(path);

        assertThat(snapshot.problems()).isEmpty();
        assertThat(snapshot.truncated()).isFalse();
        assertThat(snapshot.fetcherSeen()).isTrue();
        assertThat(snapshot.goroutines()).isEqualTo(dump.goroutines().size());
        assertThat(snapshot.stacks())
                .doesNotHaveDuplicates()
                .extracting(StackCount::stack)
                .doesNotHaveDuplicates();
        long seen = 0;
        for (StackCount group : snapshot.stacks()) {
            List<Goroutine> those = dump.goroutines().stream()
                    .filter(goroutine -> group.detail().ids().contains(goroutine.id()))
                    .toList();
            seen += those.size();
            assertThat(those).hasSize((int) group.count());
            assertThat(those).allMatch(goroutine -> stack(goroutine).equals(group.stack()));
            assertThat(group.detail().leaked())
                    .isEqualTo(those.stream().filter(Goroutine::leaked).count());
            assertThat(group.detail().minMinutes())
                    .isEqualTo(
                            those.stream().mapToLong(Goroutine::minutes).min().orElseThrow());
            assertThat(group.detail().maxMinutes())
                    .isEqualTo(
                            those.stream().mapToLong(Goroutine::minutes).max().orElseThrow());
            group.detail().origin().ifPresent(origin -> assertThat(those)
                    .extracting(goroutine -> goroutine.origin().map(Origin::line))
                    .allMatch(
                            line -> line.filter(there -> there == origin.line()).isPresent()));
        }
        assertThat(seen)
                .as("all but the goroutine that took the dump")
                .isEqualTo(dump.goroutines().size() - 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.26.8", "1.27.4"})
    void whatIsMarkedLeakedIsWhatTheLeakProfileLists(String version) throws IOException {
        String folder = "snapshots/go-versions/" + version + "/";
        Snapshot leaks = profile(folder + "leak0.pb.gz");
        for (String text : List.of("leak2", "debug2_after_leak", "debug2_after_leak_and_gc")) {
            Snapshot dump = dump(folder + text + ".txt.gz");

            assertThat(dump.type()).isEqualTo(ProfileType.GOROUTINE);
            assertThat(dump.stacks().stream()
                            .mapToLong(stack -> stack.detail().leaked())
                            .sum())
                    .as(text)
                    .isEqualTo(leaks.goroutines());
        }
        assertThat(names(textProfile(folder + "leak1.txt.gz"), stack -> true)).isEqualTo(names(leaks, stack -> true));
    }

    @Test
    void agesAreRead() throws IOException {
        Snapshot snapshot = dump("snapshots/programs/cockroach10214/late.debug2.txt.gz");

        assertThat(snapshot.stacks())
                .filteredOn(stack -> Site.of(stack.stack()).toString().contains("Replica_cockroach10214"))
                .hasSizeGreaterThan(1)
                .allSatisfy(stack -> {
                    assertThat(stack.detail().minMinutes()).isEqualTo(1);
                    assertThat(stack.detail().maxMinutes()).isEqualTo(1);
                    assertThat(stack.detail().ids().size()).isEqualTo((int) stack.count());
                });
    }

    @Test
    void eachFixtureOfTheCorpusIsInATest() {
        assertThat(Corpus.programs()).hasSize(38);
        assertThat(Corpus.goVersions()).hasSize(10);
        assertThat(Corpus.dumps()).hasSizeGreaterThan(45);
    }

    /** Their profiles carry the line each function starts at, without which a protobuf profile does not tell nil channels. */
    static List<String> goVersions() {
        return Corpus.goVersions().stream()
                .filter(version -> !OLD.contains(version))
                .toList();
    }

    static List<String> oldGoVersions() {
        return OLD;
    }

    static List<String> programs() {
        return Corpus.programs();
    }

    static List<String> dumps() {
        return Corpus.dumps();
    }

    private static boolean standsStill(Stack stack) {
        return stack.state().canBlockForEver()
                && !Frames.innermost(stack.frames())
                        .map(frame -> frame.function().equals(TAKING_TURNS))
                        .orElse(false);
    }

    private static Stack stack(Goroutine goroutine) {
        return new Stack(
                goroutine.state(),
                goroutine.calls().stream()
                        .map(call -> call.frame())
                        .filter(frame -> !Frames.isMachinery(frame))
                        .toList());
    }

    /** Go before 1.24 prints {@code semacquire} for a WaitGroup, and before 1.20 for every lock, though the frames tell. */
    private static NaiveDump ofToday(NaiveDump dump) {
        if (!dump.words().equals("semacquire")) {
            return dump;
        }
        List<String> functions = dump.frames().stream().map(Frame::function).toList();
        KnownState state = KnownState.RWMUTEX_LOCK;
        if (functions.contains("sync.(*WaitGroup).Wait")) {
            state = KnownState.WAIT_GROUP_WAIT;
        } else if (functions.contains("sync.(*Mutex).Lock")) {
            state = KnownState.MUTEX_LOCK;
        } else if (functions.contains("sync.(*RWMutex).RLock")) {
            state = KnownState.RWMUTEX_RLOCK;
        }
        return new NaiveDump(
                dump.id(),
                state.words(),
                dump.minutes(),
                dump.leaked(),
                dump.frames(),
                dump.creator(),
                dump.createdBy());
    }

    private static NaiveDump plain(Goroutine goroutine) {
        return new NaiveDump(
                goroutine.id(),
                goroutine.state().words(),
                goroutine.minutes(),
                goroutine.leaked(),
                goroutine.calls().stream().map(call -> call.frame()).toList(),
                goroutine
                        .origin()
                        .map(origin -> origin.function() + " " + origin.file() + ":" + origin.line())
                        .orElse(""),
                goroutine.origin().map(Origin::goroutine).orElse(0L));
    }

    private static Map<String, Long> names(Snapshot snapshot, Predicate<Stack> which) {
        assertThat(snapshot.problems()).isEmpty();
        assertThat(snapshot.truncated()).isFalse();
        Map<String, Long> names = new TreeMap<>();
        for (StackCount stack : snapshot.stacks()) {
            if (which.test(stack.stack())) {
                String name = StackFingerprint.of(stack.stack()) + " " + Site.of(stack.stack());
                names.merge(name, stack.count(), Long::sum);
            }
        }
        return names;
    }

    private static Snapshot profile(String path) throws IOException {
        return new GoroutineProfileReader().read(Fixtures.open(path));
    }

    private static Snapshot textProfile(String path) throws IOException {
        return new TextProfileReader().read(Fixtures.open(path));
    }

    private static Snapshot dump(String path) throws IOException {
        Snapshot snapshot = new GoroutineDumpReader().readSnapshot(Fixtures.open(path));
        assertThat(snapshot.stacks()).noneMatch(stack -> stack.detail().ids().equals(GoroutineIds.NONE));
        return snapshot;
    }
}
