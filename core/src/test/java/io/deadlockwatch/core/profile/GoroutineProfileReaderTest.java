package io.deadlockwatch.core.profile;

import static io.deadlockwatch.core.testkit.Stacks.fetcher;
import static io.deadlockwatch.core.testkit.Stacks.frame;
import static io.deadlockwatch.core.testkit.Stacks.frames;
import static io.deadlockwatch.core.testkit.Stacks.locations;
import static io.deadlockwatch.core.testkit.Stacks.sending;
import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.KnownState;
import io.deadlockwatch.core.snapshot.ProfileType;
import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.core.snapshot.StackCount;
import io.deadlockwatch.core.testkit.ProfileWriter;
import io.deadlockwatch.core.testkit.ProtoWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoroutineProfileReaderTest {

    private static final Stack SENDING = new Stack(KnownState.CHAN_SEND, frames("main.work", "main.main"));

    @Test
    void plainAndGzippedProfilesSayTheSame() throws IOException {
        ProfileWriter profile = new ProfileWriter()
                .sample(1, "", fetcher())
                .sample(3, "", sending("main.work", "main.main"))
                .buildId("abc");

        Snapshot snapshot = read(profile.plain());

        assertThat(snapshot)
                .isEqualTo(new Snapshot(
                        ProfileType.GOROUTINE, "abc", 4, List.of(new StackCount(SENDING, 3)), true, false, List.of()))
                .isEqualTo(read(profile.gzipped()));
    }

    @Test
    void samplesThatDifferOnlyInLabelsAreOne() throws IOException {
        ProfileWriter profile = new ProfileWriter();
        for (int i = 0; i < 1_000; i++) {
            profile.sample(2, "request-" + i, sending("main.work", "main.main"));
        }

        Snapshot snapshot = read(profile.gzipped());

        assertThat(snapshot.stacks()).containsExactly(new StackCount(SENDING, 2_000));
    }

    @Test
    void samplesThatDifferOnlyInTheRuntimeAreOne() throws IOException {
        List<Frame> otherDoor = frames("runtime.gopark", "runtime.chansend", "runtime.selectnbsend");
        otherDoor.addAll(frames("main.work", "main.main"));

        Snapshot snapshot = read(new ProfileWriter()
                .sample(1, "", sending("main.work", "main.main"))
                .sample(1, "", locations(otherDoor))
                .plain());

        assertThat(snapshot.stacks()).containsExactly(new StackCount(SENDING, 2));
    }

    @Test
    void inlinedFunctionsAreFramesInnermostFirst() throws IOException {
        List<List<Frame>> stack = List.of(
                frames("runtime.gopark"),
                frames("runtime.chansend"),
                frames("runtime.chansend1"),
                frames("main.inlined", "main.work"),
                frames("main.main"));

        Snapshot snapshot = read(new ProfileWriter().sample(1, "", stack).plain());

        assertThat(snapshot.stacks().getFirst().stack().frames())
                .isEqualTo(frames("main.inlined", "main.work", "main.main"));
    }

    @Test
    void theBuildIdIsTheProgramsAndNotALibrarys() throws IOException {
        assertThat(read(new ProfileWriter().buildId("program").buildId("libc").plain())
                        .buildId())
                .isEqualTo("program");
        assertThat(read(new ProfileWriter().buildId("").buildId("libc").plain()).buildId())
                .isEmpty();
    }

    @Test
    void numbersMayComeOneAField() throws IOException {
        Snapshot snapshot = read(new ProfileWriter()
                .unpacked()
                .sample(2, "", sending("main.work", "main.main"))
                .plain());

        assertThat(snapshot.stacks()).containsExactly(new StackCount(SENDING, 2));
    }

    @Test
    void aLabelledGoroutineIsNotTheFetcher() throws IOException {
        Snapshot snapshot = read(new ProfileWriter()
                .sample(1, "", sending("main.work", "runtime/pprof.Do", "main.main"))
                .plain());

        assertThat(snapshot.fetcherSeen()).isFalse();
        assertThat(snapshot.stacks()).containsExactly(new StackCount(SENDING, 1));
    }

    @Test
    void aGoroutineWithoutFramesIsCounted() throws IOException {
        Snapshot snapshot = read(new ProfileWriter().sample(2, "", List.of()).plain());

        assertThat(snapshot.stacks()).containsExactly(new StackCount(new Stack(KnownState.RUNNABLE, List.of()), 2));
        assertThat(snapshot.goroutines()).isEqualTo(2);
    }

    @Test
    void aBadSampleIsAProblemAndTheOthersAreKept() throws IOException {
        ProtoWriter functionless = new ProtoWriter().number(1, 98).message(4, new ProtoWriter().number(1, 77));
        ProtoWriter nameless = new ProtoWriter().number(1, 55).number(2, 9_999).number(4, 0);
        ProtoWriter pointing = new ProtoWriter().number(1, 97).message(4, new ProtoWriter().number(1, 55));

        Snapshot snapshot = read(new ProfileWriter()
                .rawSample(1, 99)
                .field(4, functionless)
                .rawSample(1, 98)
                .field(5, nameless)
                .field(4, pointing)
                .rawSample(1, 97)
                .rawSample(-4)
                .field(2, new ProtoWriter().packed(1, 1))
                .sample(3, "", sending("main.work", "main.main"))
                .plain());

        assertThat(snapshot.problems())
                .containsExactly(
                        "sample 4 counts -4 goroutines",
                        "sample 5 has no count",
                        "sample 1: location 99 is not in the profile",
                        "sample 2: function 77 is not in the profile",
                        "sample 3: a name of function 55 is not in the string table");
        assertThat(snapshot.stacks()).containsExactly(new StackCount(SENDING, 3));
    }

    @Test
    void problemsAreBounded() throws IOException {
        ProfileWriter profile = new ProfileWriter();
        for (int i = 0; i < 1_000; i++) {
            profile.rawSample(1, 5_000 + i);
        }

        assertThat(read(profile.plain()).problems()).hasSize(21).last().isEqualTo("and 980 more");
    }

    @Test
    void typeArgumentsOfEndlessNamesAreElided() throws IOException {
        String endless = "main.(*Q[go.shape.struct { " + "A int; ".repeat(1_000) + "}]).Pop";

        Snapshot snapshot =
                read(new ProfileWriter().sample(1, "", sending(endless)).plain());

        assertThat(snapshot.stacks().getFirst().stack().frames()).isEqualTo(frames("main.(*Q[...]).Pop"));
    }

    @Test
    void aStackWithANameThatStaysTooLongIsLeftOut() throws IOException {
        Snapshot snapshot = read(new ProfileWriter()
                .sample(1, "", sending("main." + "x".repeat(1_020)))
                .sample(1, "", sending("main.work", "main.main"))
                .plain());

        assertThat(snapshot.problems()).containsExactly("sample 1: name of 1025 characters, limit maxName is 1024");
        assertThat(snapshot.stacks()).containsExactly(new StackCount(SENDING, 1));
    }

    @Test
    void aStackThatIsTooDeepLosesItsOutermostFrames() throws IOException {
        String[] deep = new String[3_000];
        Arrays.fill(deep, "main.recurse");
        deep[0] = "main.work";

        Snapshot snapshot =
                read(new ProfileWriter().sample(1, "", sending(deep)).plain());

        assertThat(snapshot.stacks().getFirst().stack().frames()).hasSize(160).startsWith(frame("main.work"));
        assertThat(snapshot.problems())
                .containsExactly("sample 1: stack is deeper than 160 frames, limit maxFrames; outer ones left out");
    }

    private static Snapshot read(byte[] bytes) throws IOException {
        return new GoroutineProfileReader().read(new ByteArrayInputStream(bytes));
    }
}
