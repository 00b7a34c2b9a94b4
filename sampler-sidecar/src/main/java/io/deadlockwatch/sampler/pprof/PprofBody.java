package io.deadlockwatch.sampler.pprof;

import io.deadlockwatch.core.protocol.SnapshotOutcome;
import io.deadlockwatch.core.protocol.TargetState;
import io.deadlockwatch.sampler.http.HttpException;
import io.deadlockwatch.sampler.http.Watchdog;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/** The body of a page on its way in: bounded in size and time, every fault told as a {@link PprofException}. */
final class PprofBody extends CountedStream {

    private final Socket socket;
    private final Watchdog.Watch watch;
    private final FetchLimits limits;
    private final String url;

    PprofBody(InputStream body, Socket socket, Watchdog.Watch watch, FetchLimits limits, String url) {
        super(body);
        this.socket = socket;
        this.watch = watch;
        this.limits = limits;
        this.url = url;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n;
        try {
            n = super.read(buffer, offset, length);
        } catch (IOException e) {
            throw fault(e);
        }
        if (count() > limits.bodyBytes()) {
            throw PprofException.unusable(
                    TargetState.INVALID,
                    SnapshotOutcome.TOO_LARGE,
                    "the body from " + url + " is larger than " + limits.bodyBytes() + " bytes");
        }
        return n;
    }

    private PprofException fault(IOException e) {
        if (watch.hasFired()) {
            return SocketPprofClient.late(url, limits);
        }
        if (e instanceof HttpException http && http.kind() == HttpException.Kind.MALFORMED) {
            return PprofException.unusable(
                    TargetState.HTTP_ERROR, SnapshotOutcome.HTTP_ERROR, url + ": " + e.getMessage());
        }
        return PprofException.cut(
                TargetState.INVALID, SnapshotOutcome.TRUNCATED, "the body from " + url + " was cut: " + e.getMessage());
    }

    @Override
    public void close() throws IOException {
        watch.close();
        socket.close();
    }
}
