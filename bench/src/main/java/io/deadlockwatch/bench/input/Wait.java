package io.deadlockwatch.bench.input;

import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.KnownState;
import java.util.List;

/**
 * A way to wait, with the frames of Go's own that then stand innermost, as in Go 1.26.
 *
 * @param hidden innermost frames that a protobuf profile has and a text dump has not, but for {@code runtime.gopark}
 * @param shown frames outside of those, which every format has
 */
record Wait(KnownState state, List<Frame> hidden, List<Frame> shown) {

    /** Those of the generated programs. */
    static final List<Wait> ALL = List.of(
            new Wait(
                    KnownState.CHAN_RECEIVE,
                    List.of(runtime("chanrecv", "chan.go", 667, 509), runtime("chanrecv1", "chan.go", 509, 508)),
                    List.of()),
            new Wait(
                    KnownState.CHAN_SEND,
                    List.of(runtime("chansend", "chan.go", 283, 176), runtime("chansend1", "chan.go", 161, 160)),
                    List.of()),
            new Wait(KnownState.SELECT, List.of(runtime("selectgo", "select.go", 351, 122)), List.of()),
            new Wait(
                    KnownState.MUTEX_LOCK,
                    List.of(runtime("semacquire1", "sema.go", 192, 146)),
                    List.of(
                            library("internal/sync.runtime_SemacquireMutex", "runtime/sema.go", 95, 94),
                            library("internal/sync.(*Mutex).lockSlow", "internal/sync/mutex.go", 149, 95),
                            library("sync.(*Mutex).Lock", "sync/mutex.go", 46, 45))),
            new Wait(
                    KnownState.WAIT_GROUP_WAIT,
                    List.of(runtime("semacquire1", "sema.go", 192, 146)),
                    List.of(
                            library("sync.runtime_SemacquireWaitGroup", "runtime/sema.go", 114, 108),
                            library("sync.(*WaitGroup).Wait", "sync/waitgroup.go", 206, 165))),
            new Wait(
                    KnownState.COND_WAIT,
                    List.of(),
                    List.of(
                            library("sync.runtime_notifyListWait", "runtime/sema.go", 617, 583),
                            library("sync.(*Cond).Wait", "sync/cond.go", 71, 66))),
            new Wait(
                    KnownState.IO_WAIT,
                    List.of(runtime("netpollblock", "netpoll.go", 575, 540)),
                    List.of(
                            library("internal/poll.runtime_pollWait", "runtime/netpoll.go", 351, 336),
                            library("internal/poll.(*pollDesc).wait", "internal/poll/fd_poll_runtime.go", 84, 80),
                            library("internal/poll.(*FD).Read", "internal/poll/fd_unix.go", 165, 142),
                            library("net.(*conn).Read", "net/net.go", 194, 189))));

    Wait {
        hidden = List.copyOf(hidden);
        shown = List.copyOf(shown);
    }

    private static Frame runtime(String function, String file, int line, int start) {
        return library("runtime." + function, "runtime/" + file, line, start);
    }

    private static Frame library(String function, String file, int line, int start) {
        return new Frame(function, "/usr/local/go/src/" + file, line, start);
    }
}
