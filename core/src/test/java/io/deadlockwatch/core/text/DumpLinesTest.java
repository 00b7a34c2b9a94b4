package io.deadlockwatch.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.snapshot.Argument;
import io.deadlockwatch.core.snapshot.Argument.Aggregate;
import io.deadlockwatch.core.snapshot.Argument.Cut;
import io.deadlockwatch.core.snapshot.Argument.Hidden;
import io.deadlockwatch.core.snapshot.Argument.Word;
import io.deadlockwatch.core.snapshot.Call;
import io.deadlockwatch.core.snapshot.Dump;
import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.Goroutine;
import io.deadlockwatch.core.snapshot.KnownState;
import io.deadlockwatch.core.snapshot.Origin;
import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.core.snapshot.StackCount;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lines of a dump, one form at a time. */
class DumpLinesTest {

    private static final String CALL = "main.f(0x1)\n\t/src/main.go:9 +0x1b\n";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "goroutine 7 [chan receive]: | chan receive | 0 | false",
                "goroutine 7 [chan receive, 3 minutes]: | chan receive | 3 | false",
                "goroutine 7 [chan receive, 1 minutes, locked to thread]: | chan receive | 1 | false",
                "goroutine 7 [chan receive, locked to thread]: | chan receive | 0 | false",
                "goroutine 7 [select (no cases) (leaked)]: | select (no cases) | 0 | true",
                "goroutine 7 [chan receive (nil chan) (leaked), locked to thread]: | chan receive (nil chan) | 0 | true",
                "goroutine 7 [sync.Mutex.Lock (leaked) (scan), 2 minutes]: | sync.Mutex.Lock | 2 | true",
                "goroutine 7 [select (scan), 2 minutes]: | select | 2 | false",
                "goroutine 7 [garbage collection (scan)]: | garbage collection (scan) | 0 | false",
                "goroutine 7 [garbage collection (scan) (scan)]: | garbage collection (scan) | 0 | false",
                "goroutine 7 [GC worker (idle)]: | GC worker (idle) | 0 | false",
                "goroutine 7 gp=0xc0000021c0 m=nil [sleep]: | sleep | 0 | false",
                "goroutine 7 gp=0xc0000021c0 m=3 mp=0x5fa460 [running, locked to thread]: | running | 0 | false",
                "goroutine 7 [chan receive labels:{\"k\": \"a ]}: b\", \"t\": \"x\"}]: | chan receive | 0 | false",
                "goroutine 7 [select, 4 minutes labels:{\"k\": \"a, 9 minutes\"}]: | select | 4 | false",
                "goroutine 7 [select, 4 minutes] {case: sleep, \"odd key\": \"v \\\"q\\\", }]:\"}: | select | 4 | false",
                "goroutine 7 [chan receive (durable), synctest bubble 12]: | chan receive (durable), synctest bubble | 0 | false",
                "goroutine 7 [sync.Mutex.Lock, 2 minutes, synctest bubble 12]: | sync.Mutex.Lock, synctest bubble | 2 | false",
                "goroutine 7 [chan receive (synctest), synctest group 12]: | chan receive (synctest), synctest group | 0 | false",
                "goroutine 7 [waiting for the moon, 5 minutes]: | waiting for the moon | 5 | false",
                "goroutine 7 [select, 99999999999999999999 minutes]: | select | 0 | false",
            })
    void firstLines(String header, String words, long minutes, boolean leaked) throws IOException {
        Goroutine goroutine = only(header + "\n" + CALL);

        assertThat(goroutine.id()).isEqualTo(7);
        assertThat(goroutine.state().words()).isEqualTo(words);
        assertThat(goroutine.minutes()).isEqualTo(minutes);
        assertThat(goroutine.leaked()).isEqualTo(leaked);
    }

    @Test
    void goroutinesInABubbleAreNoCandidates() throws IOException {
        Goroutine goroutine = only("goroutine 7 [sync.Mutex.Lock, synctest bubble 1]:\n" + CALL);

        assertThat(goroutine.state().canBlockForEver()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "main.f(0x1) | main.f",
                "main.(*T).F(0x1, 0x2) | main.(*T).F",
                "main.(*G[...]).Recv(...) | main.(*G[...]).Recv",
                "main.G[...].func1(...) | main.G[...].func1",
                "main.(*T).F.func1({0x1, 0x2}, 0x3?) | main.(*T).F.func1",
                "main._Cfunc_csleep() | main._Cfunc_csleep",
                "panic({0x1?, 0x2?}) | panic",
                "example.com/x/v2/vendor/b.com/y%2ez.F() | example.com/x/v2/vendor/b.com/y%2ez.F",
                "main.(*f).(*g).h(0x1) | main.(*f).(*g).h",
                "main.Größe(0x1) | main.Größe"
            })
    void namesEndAtTheLastParenthesis(String call, String name) throws IOException {
        Goroutine goroutine = only("goroutine 7 [select]:\n" + call + "\n\t/src/main.go:9 +0x1b\n");

        assertThat(goroutine.calls()).hasSize(1);
        assertThat(goroutine.calls().getFirst().frame()).isEqualTo(new Frame(name, "/src/main.go", 9, 0));
        assertThat(goroutine.calls().getFirst().inlined()).isEqualTo(call.endsWith("(...)"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/src/main.go:9 +0x1b | /src/main.go | 9",
                "/src/main.go:9 | /src/main.go | 9",
                "/src/main.go:9 +0x1b fp=0xc0 sp=0xc1 pc=0x48 | /src/main.go | 9",
                "/src/main.go:9 fp=0xc0 sp=0xc1 pc=0x48 | /src/main.go | 9",
                "C:/Users/A B/main.go:9 +0x1b | C:/Users/A B/main.go | 9",
                "example.com/m@v1.2.3/x.go:12345 +0x1b | example.com/m@v1.2.3/x.go | 12345",
                "_cgo_gotypes.go:56 +0x3a | _cgo_gotypes.go | 56",
                "<autogenerated>:1 +0x1b | <autogenerated> | 1",
                "/src/x.c:12 pc=0x480000 | /src/x.c | 12",
                "pc=0x480000 | '' | 0"
            })
    void places(String place, String file, int line) throws IOException {
        Goroutine goroutine = only("goroutine 7 [select]:\nmain.f(0x1)\n\t" + place + "\n");

        assertThat(goroutine.calls().getFirst().frame()).isEqualTo(new Frame("main.f", file, line, 0));
    }

    @Test
    void arguments() throws IOException {
        List<Argument> arguments = argumentsOf("0x1, 0xc000012345?, {0x2, {0xffffffffffffffff, ...}, _}, {}, _, ...");

        assertThat(arguments)
                .containsExactly(
                        new Word(1, false),
                        new Word(0xc000012345L, true),
                        new Aggregate(List.of(
                                new Word(2, false),
                                new Aggregate(List.of(new Word(-1, false), new Cut())),
                                new Hidden())),
                        new Aggregate(List.of()),
                        new Hidden(),
                        new Cut());
        assertThat(argumentsOf("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0x",
                "0x1,0x2",
                "0x1, ",
                "{0x1",
                "0x1}",
                "zebra",
                "0x12345678901234567",
                "..",
                "{{{{{{{{{{{0x1}}}}}}}}}}}"
            })
    void argumentsThatMakeNoSenseAreCutAndAProblem(String text) throws IOException {
        Dump dump = dump("goroutine 7 [select]:\nmain.f(" + text + ")\n\t/src/main.go:9 +0x1b\n");

        assertThat(dump.goroutines().getFirst().calls().getFirst().arguments()).containsExactly(new Cut());
        assertThat(dump.problems()).containsExactly("arguments of 1 calls not understood");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "created by main.main in goroutine 12 | main.main | 12",
                "created by main.main | main.main | 0",
                "created by main.(*T).Run.func2 in goroutine 3 | main.(*T).Run.func2 | 3",
                "created by main.G[...] in goroutine 3 | main.G[...] | 3"
            })
    void origins(String line, String function, long by) throws IOException {
        Goroutine goroutine = only("goroutine 7 [select]:\n" + CALL + line + "\n\t/src/main.go:4 +0x2\n");

        assertThat(goroutine.origin()).contains(new Origin(function, "/src/main.go", 4, by));
    }

    @Test
    void framesThatGoLeftOutAreTold() throws IOException {
        Goroutine middle = only("goroutine 7 [select]:\n" + CALL + "...204 frames elided...\n" + CALL);
        Goroutine end = only("goroutine 7 [select]:\n" + CALL
                + "...additional frames elided...\ncreated by main.main\n\t/src/main.go:4 +0x2\n");

        assertThat(middle.elided()).isTrue();
        assertThat(middle.calls()).hasSize(2);
        assertThat(end.elided()).isTrue();
        assertThat(end.origin()).isPresent();
        assertThat(only("goroutine 7 [select]:\n" + CALL).elided()).isFalse();
    }

    @Test
    void callsOfAncestorsAreNotTheGoroutines() throws IOException {
        String text = "goroutine 7 [select]:\n" + CALL + "created by main.b in goroutine 6\n\t/src/main.go:4 +0x2\n"
                + "[originating from goroutine 6]:\nmain.b(...)\n\t/src/main.go:5 +0x2\ncreated by main.main\n\t/src/main.go:6 +0x2\n"
                + "[originating from goroutine 1]:\nmain.main(...)\n\t/src/main.go:7 +0x2\n...additional frames elided...\n\n"
                + "goroutine 8 [select]:\n" + CALL;

        List<Goroutine> goroutines = dump(text).goroutines();

        assertThat(goroutines).extracting(Goroutine::id).containsExactly(7L, 8L);
        assertThat(goroutines.getFirst().calls()).hasSize(1);
        assertThat(goroutines.getFirst().elided()).isFalse();
        assertThat(goroutines.getFirst().origin()).contains(new Origin("main.b", "/src/main.go", 4, 6));
    }

    @Test
    void functionsOutsideGoAreCallsOfTheGoroutineAndNoPartOfItsStack() throws IOException {
        String text =
                "goroutine 7 [syscall]:\nnon-Go function at pc=0x480000\nwait_for_moon\n\t/src/moon.c:12 pc=0x480000\n"
                        + "non-Go function\n\tpc=0x480001\n" + CALL;

        assertThat(only(text).calls())
                .extracting(call -> call.frame().function())
                .containsExactly("wait_for_moon", "non-Go function", "main.f");
        assertThat(snapshot(text).stacks().getFirst().stack().frames())
                .extracting(Frame::function)
                .containsExactly("main.f");
    }

    @Test
    void aGoroutineOnAnotherThreadHasNoStack() throws IOException {
        Goroutine goroutine = only("""
                goroutine 7 [running]:
                \tgoroutine running on other thread; stack unavailable
                created by main.main in goroutine 1
                \t/src/main.go:4 +0x2
                """);

        assertThat(goroutine.calls()).isEmpty();
        assertThat(goroutine.origin()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "sync.runtime_Semacquire, sync.(*WaitGroup).Wait, sync.WaitGroup.Wait",
        "sync.runtime_SemacquireMutex, sync.(*Mutex).lockSlow, sync.Mutex.Lock",
        "sync.runtime_SemacquireMutex, sync.(*RWMutex).RLock, sync.RWMutex.RLock",
        "sync.runtime_SemacquireMutex, sync.(*RWMutex).Lock, sync.RWMutex.Lock",
        "internal/poll.runtime_Semacquire, internal/poll.(*fdMutex).rwlock, semacquire",
        "main.f, main.g, semacquire"
    })
    void theWordOfOldGoForEveryLockIsTakenFromTheFrames(String inner, String outer, String words) throws IOException {
        String text = "goroutine 7 [semacquire, 2 minutes]:\n" + inner + "(0x1)\n\t/go/sema.go:56 +0x1\n" + outer
                + "(0x1)\n\t/go/x.go:1 +0x1\n" + CALL;

        assertThat(only(text).state().words()).isEqualTo(words);
        assertThat(snapshot(text).stacks().getFirst().stack().state().words()).isEqualTo(words);
    }

    @Test
    void equalStacksAreOneGroupWhateverElseDiffers() throws IOException {
        String text = """
                goroutine 9 [select, 7 minutes]:
                main.f(0x1)
                \t/src/main.go:9 +0x1b
                created by main.a in goroutine 1
                \t/src/main.go:4 +0x2

                goroutine 4 [select (leaked)]:
                main.f(0x2?)
                \t/src/main.go:9 +0x2f
                created by main.a in goroutine 3
                \t/src/main.go:4 +0x9

                goroutine 5 [chan send, 2 minutes]:
                main.f(0x2?)
                \t/src/main.go:9 +0x2f
                """;

        List<StackCount> stacks = snapshot(text).stacks();

        assertThat(stacks).extracting(StackCount::count).containsExactly(2L, 1L);
        assertThat(stacks.getFirst().detail().leaked()).isEqualTo(1);
        assertThat(stacks.getFirst().detail().minMinutes()).isZero();
        assertThat(stacks.getFirst().detail().maxMinutes()).isEqualTo(7);
        assertThat(stacks.getFirst().detail().ids().stream()).containsExactly(4L, 9L);
        assertThat(stacks.getFirst().detail().origin()).contains(new Origin("main.a", "/src/main.go", 4, 0));
        assertThat(stacks.getLast().stack().state()).isEqualTo(KnownState.CHAN_SEND);
        assertThat(stacks.getLast().detail().origin()).isEmpty();
    }

    @Test
    void goroutinesStartedInDifferentPlacesHaveNoOrigin() throws IOException {
        String text = "goroutine 9 [select]:\n" + CALL + "created by main.a in goroutine 1\n\t/src/main.go:4 +0x2\n\n"
                + "goroutine 4 [select]:\n" + CALL + "created by main.a in goroutine 1\n\t/src/main.go:5 +0x2\n";

        assertThat(snapshot(text).stacks().getFirst().detail().origin()).isEmpty();
    }

    @Test
    void linesMayEndAsOnWindows() throws IOException {
        String text = "goroutine 7 [chan send, 2 minutes]:\n" + CALL + CALL
                + "created by main.a in goroutine 1\n\t/src/main.go:4 +0x2\n\ngoroutine 8 [chan send]:\n" + CALL + CALL;

        assertThat(dump(text.replace("\n", "\r\n"))).isEqualTo(dump(text));
        assertThat(snapshot(text.replace("\n", "\r\n"))).isEqualTo(snapshot(text));
    }

    @Test
    void aStackWithoutARuntimeIsOneGroupWithAndWithoutRuntimeFrames() throws IOException {
        String crash =
                "goroutine 7 gp=0xc0 m=nil [chan receive]:\nruntime.gopark(0x0?)\n\t/go/proc.go:462 +0xce fp=0x1 sp=0x2 pc=0x3\n"
                        + "main.f(0x1)\n\t/src/main.go:9 +0x1b fp=0x1 sp=0x2 pc=0x3\n\n"
                        + "goroutine 8 [chan receive]:\n" + CALL;

        assertThat(snapshot(crash).stacks()).hasSize(1);
        assertThat(dump(crash).goroutines().getFirst().calls())
                .extracting(Call::frame)
                .extracting(Frame::function)
                .containsExactly("runtime.gopark", "main.f");
    }

    private static List<Argument> argumentsOf(String text) throws IOException {
        return only("goroutine 7 [select]:\nmain.f(" + text + ")\n\t/src/main.go:9 +0x1b\n")
                .calls()
                .getFirst()
                .arguments();
    }

    private static Goroutine only(String text) throws IOException {
        Dump dump = dump(text);
        assertThat(dump.problems()).isEmpty();
        assertThat(dump.complete()).isTrue();
        assertThat(dump.goroutines()).hasSize(1);
        return dump.goroutines().getFirst();
    }

    private static Dump dump(String text) throws IOException {
        return new GoroutineDumpReader().readDump(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Snapshot snapshot(String text) throws IOException {
        return new GoroutineDumpReader().readSnapshot(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
