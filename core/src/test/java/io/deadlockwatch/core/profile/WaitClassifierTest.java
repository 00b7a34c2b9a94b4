package io.deadlockwatch.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.KnownState;
import io.deadlockwatch.core.snapshot.UnknownState;
import io.deadlockwatch.core.snapshot.WaitState;
import io.deadlockwatch.core.testkit.Stacks;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stacks as each version of Go leaves them when it parks a goroutine. */
class WaitClassifierTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "runtime.gopark < runtime.chansend < runtime.chansend1 < main.f | chan send",
                "runtime.gopark < runtime.chansend < runtime.reflect_chansend < reflect.chansend0 < main.f | chan send",
                "runtime.gopark < runtime.chanrecv < runtime.chanrecv1 < main.f | chan receive",
                "runtime.gopark < runtime.chanrecv < runtime.chanrecv2 < main.f | chan receive",
                "runtime.gopark < runtime.selectgo < main.f | select",
                "runtime.gopark < runtime.selectgo < reflect.rselect < reflect.Select < main.f | select",
                "runtime.gopark < runtime.block < main.f | select (no cases)",
                "runtime.gopark < runtime.goparkunlock < runtime.semacquire1 < internal/sync.runtime_SemacquireMutex < main.f | sync.Mutex.Lock",
                "runtime.gopark < runtime.goparkunlock < runtime.semacquire1 < sync.runtime_SemacquireMutex < sync.(*Mutex).lockSlow < main.f | sync.Mutex.Lock",
                "runtime.gopark < runtime.semacquire1 < sync.runtime_SemacquireMutex < sync.(*RWMutex).RLock < main.f | sync.RWMutex.RLock",
                "runtime.gopark < runtime.semacquire1 < sync.runtime_SemacquireMutex < sync.(*RWMutex).Lock < main.f | sync.RWMutex.Lock",
                "runtime.gopark < runtime.semacquire1 < sync.runtime_SemacquireRWMutexR < sync.(*RWMutex).RLock < main.f | sync.RWMutex.RLock",
                "runtime.gopark < runtime.semacquire1 < sync.runtime_SemacquireRWMutex < sync.(*RWMutex).Lock < main.f | sync.RWMutex.Lock",
                "runtime.gopark < runtime.semacquire1 < sync.runtime_SemacquireWaitGroup < sync.(*WaitGroup).Wait < main.f | sync.WaitGroup.Wait",
                "runtime.gopark < runtime.semacquire1 < sync.runtime_Semacquire < sync.(*WaitGroup).Wait < main.f | sync.WaitGroup.Wait",
                "runtime.gopark < runtime.semacquire1 < sync.runtime_Semacquire < sync.(*Pool).pinSlow < main.f | semacquire",
                "runtime.gopark < runtime.semacquire1 < internal/poll.runtime_Semacquire < internal/poll.(*fdMutex).rwlock < main.f | semacquire",
                "runtime.gopark < runtime.goparkunlock < sync.runtime_notifyListWait < sync.(*Cond).Wait < main.f | sync.Cond.Wait",
                "runtime.gopark < runtime.netpollblock < internal/poll.runtime_pollWait < main.f | IO wait",
                "runtime.gopark < time.Sleep < main.f | sleep",
                "syscall.Syscall < syscall.read < main.f | syscall",
                "internal/runtime/syscall.Syscall6 < syscall.RawSyscall6 < syscall.Syscall < main.f | syscall",
                "runtime.cgocall < main._Cfunc_wait < main.f | syscall",
                "runtime.notetsleepg < os/signal.signal_recv < os/signal.loop | syscall",
                "runtime.coroswitch < iter.Pull[go.shape.int].func2 < main.f | coroutine",
                "runtime.gopark < runtime.coroswitch_m < runtime.coroswitch < main.f | coroutine",
                "runtime.asyncPreempt2 < runtime.asyncPreempt < main.f | runnable",
                "runtime.Gosched < main.f | runnable",
                "runtime.goschedguarded < main.f | runnable",
                "main.f < main.main | running",
                "runtime.mallocgc < runtime.makeslice < main.f | running",
                "runtime.chansend < runtime.chansend1 < main.f | running"
            })
    void theRuntimesFramesTellTheWait(String names, String words) {
        assertThat(WaitClassifier.classify(frames(names)).words()).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "runtime.chansend, 5, chan send (nil chan)",
        "runtime.chansend, 99, chan send",
        "runtime.chansend, 107, chan send",
        "runtime.chanrecv, 12, chan receive (nil chan)",
        "runtime.chanrecv, 5, chan receive",
        "runtime.chanrecv, 126, chan receive",
        "runtime.chanrecv, 135, chan receive",
        "runtime.chanrecv, 143, chan receive"
    })
    void theLineTellsANilChannel(String function, int offset, String words) {
        List<Frame> frames = frames("runtime.gopark");
        frames.add(new Frame(function, "chan.go", 200 + offset, 200));
        frames.addAll(frames("main.f"));

        assertThat(WaitClassifier.classify(frames).words()).isEqualTo(words);
    }

    @Test
    void withoutTheStartOfTheFunctionNoChannelIsNil() {
        List<Frame> frames = frames("runtime.gopark");
        frames.add(new Frame("runtime.chansend", "chan.go", 5, 0));

        assertThat(WaitClassifier.classify(frames)).isEqualTo(KnownState.CHAN_SEND);
    }

    @Test
    void aParkForAnUnknownReasonIsNamedAfterWhoParked() {
        WaitState state = WaitClassifier.classify(
                frames("runtime.gopark < runtime.goparkunlock < runtime.waitForMoon < runtime.block2 < main.f"));

        assertThat(state).isEqualTo(new UnknownState("runtime.waitForMoon"));
        assertThat(state.canBlockForEver()).isFalse();
    }

    @Test
    void whatTheUserCalledIsNoReason() {
        assertThat(WaitClassifier.classify(
                        frames("runtime.gopark < main.callback < runtime.cgocallbackg < runtime.selectgo < main.f")))
                .isEqualTo(new UnknownState("runtime.gopark"));
        assertThat(WaitClassifier.classify(frames("main.callback < runtime.cgocallbackg < runtime.cgocall < main.f")))
                .isEqualTo(KnownState.RUNNING);
    }

    @Test
    void aGoroutineThatHasNotRunYetHasNoFrames() {
        assertThat(WaitClassifier.classify(List.of())).isEqualTo(KnownState.RUNNABLE);
    }

    private static List<Frame> frames(String names) {
        List<Frame> frames = new ArrayList<>();
        for (String name : names.split(" < ", -1)) {
            frames.add(Stacks.frame(name));
        }
        return frames;
    }
}
