package io.deadlockwatch.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.deadlockwatch.core.identity.Site;
import io.deadlockwatch.core.snapshot.Dump;
import io.deadlockwatch.core.snapshot.Goroutine;
import io.deadlockwatch.core.snapshot.Origin;
import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.core.testkit.Fixtures;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dumps of Go that few programs print, one by one. */
class OddDumpsTest {

    @Test
    void ancestors() throws IOException {
        Dump dump = dump("ancestors");

        assertThat(lines(dump))
                .containsExactly(
                        "22 chan receive main.a main.main.func6 runtime/pprof.Do",
                        "23 chan receive main.a main.child",
                        "24 chan receive main.a");
        assertThat(dump.goroutines().getLast().origin())
                .contains(new Origin("main.child", "/home/ci/src/formatsxxx/s2/main.go", 13, 23));
    }

    @Test
    void callsIntoAndOutOfC() throws IOException {
        Dump dump = dump("cgo");

        assertThat(lines(dump))
                .containsExactly(
                        "6 syscall main._Cfunc_csleep main.main.func1",
                        "7 chan receive main.goCallback main._Cfunc_callback main.main.func2");
    }

    @Test
    void allGoroutinesAreAsleep() throws IOException {
        Dump dump = dump("fatal_deadlock");

        assertThat(lines(dump))
                .containsExactly(
                        "1 chan receive main.main",
                        "19 sync.Mutex.Lock internal/sync.runtime_SemacquireMutex internal/sync.(*Mutex).lockSlow internal/sync.(*Mutex).Lock sync.(*Mutex).Lock main.main.func1",
                        "20 chan receive main.a main.child",
                        "21 chan receive main.a");
        assertThat(snapshot("fatal_deadlock").fetcherSeen()).isFalse();
    }

    @Test
    void theSameWithTheRuntimesOwnGoroutines() throws IOException {
        Snapshot snapshot = snapshot("fatal_deadlock_system");

        assertThat(snapshot.goroutines()).isEqualTo(9);
        assertThat(snapshot.stacks())
                .extracting(stack -> stack.stack().state().words())
                .containsExactly(
                        "chan receive",
                        "force gc (idle)",
                        "GC sweep wait",
                        "GC scavenge wait",
                        "GOMAXPROCS updater (idle)",
                        "finalizer wait",
                        "sync.Mutex.Lock",
                        "chan receive",
                        "chan receive");
        assertThat(snapshot.stacks())
                .extracting(stack -> Site.of(stack.stack()).toString())
                .contains(
                        "main.main|chan receive",
                        "main.main.func|sync.Mutex.Lock",
                        "main.a|chan receive",
                        "?|GC sweep wait");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sigquit_all", "sigquit_system"})
    void aSignalsDumpHasTheGoroutinesAndNoThread(String name) throws IOException {
        Dump dump = dump(name);

        assertThat(dump.goroutines())
                .extracting(Goroutine::id)
                .doesNotContain(0L)
                .hasSize(11);
        assertThat(lines(dump))
                .anyMatch(line -> line.matches(
                        "\\d+ sync\\.Mutex\\.Lock runtime\\.gopark .* main\\.main\\.func3 runtime\\.goexit"));
        assertThat(lines(dump)).contains("1 sleep runtime.gopark time.Sleep main.main runtime.main runtime.goexit");
    }

    @Test
    void labelsOfGo126() throws IOException {
        assertThat(lines(dump("labels_126")))
                .containsExactly(
                        "7 chan receive main.a main.main.func6 runtime/pprof.Do",
                        "8 chan receive main.a main.child",
                        "9 chan receive main.a");
    }

    @Test
    void aLeakDumpOfAMainThatSelectsNothing() throws IOException {
        Dump dump = dump("main_select_leak");

        assertThat(lines(dump))
                .containsExactly(
                        "1 select (no cases) main.main", "5 chan receive main.a main.child", "6 chan receive main.a");
        assertThat(others(dump)).allMatch(Goroutine::leaked);
    }

    @Test
    void aProcessThatNeverCollectedGarbagePrintsNoAges() throws IOException {
        Snapshot snapshot = snapshot("minutes_nogc");

        assertThat(snapshot.stacks()).allMatch(stack -> stack.detail().maxMinutes() == 0);
        assertThat(snapshot.stacks())
                .as("three dumps in one file, which name the same two goroutines")
                .extracting(stack -> stack.count() + " " + stack.detail().ids())
                .contains("3 [19]", "3 [20]");
    }

    @Test
    void selectAndChannelsByReflection() throws IOException {
        List<String> lines = lines(dump("reflect"));

        assertThat(lines)
                .contains(
                        "21 select reflect.rselect reflect.Select main.main.func1",
                        "22 chan receive reflect.chanrecv reflect.Value.recv reflect.Value.Recv main.main.func2",
                        "23 chan send reflect.chansend0 reflect.chansend reflect.Value.send reflect.Value.Send main.main.func3");
    }

    @Test
    void headersWithACountBeforeThemAreNamed() {
        assertThatExceptionOfType(TextException.class)
                .isThrownBy(() -> snapshot("synctest_126"))
                .withMessageStartingWith("no goroutine in 841 bytes; line 1: a goroutine's first line after other text")
                .withMessageEndingWith("\"1 goroutine 5 [running]:\"");
    }

    /** All goroutines but the one that took the dump. */
    private static List<String> lines(Dump dump) {
        assertThat(dump.problems()).isEmpty();
        assertThat(dump.complete()).isTrue();
        return others(dump)
                .map(goroutine -> goroutine.id() + " " + goroutine.state().words() + " "
                        + String.join(
                                " ",
                                goroutine.calls().stream()
                                        .map(call -> call.frame().function())
                                        .toList()))
                .toList();
    }

    private static Stream<Goroutine> others(Dump dump) {
        return dump.goroutines().stream().filter(goroutine -> goroutine.calls().stream()
                .noneMatch(call -> call.frame().function().equals("runtime/pprof.writeGoroutineStacks")));
    }

    private static Dump dump(String name) throws IOException {
        return new GoroutineDumpReader().readDump(Fixtures.open("snapshots/odd/" + name + ".txt"));
    }

    private static Snapshot snapshot(String name) throws IOException {
        return new GoroutineDumpReader().readSnapshot(Fixtures.open("snapshots/odd/" + name + ".txt"));
    }
}
