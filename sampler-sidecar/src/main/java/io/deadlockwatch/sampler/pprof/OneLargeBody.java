package io.deadlockwatch.sampler.pprof;

import io.deadlockwatch.core.protocol.SnapshotOutcome;
import io.deadlockwatch.core.protocol.TargetState;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A client beside others in one small heap: of all bodies that are read at the same time, only one may be large. The parsers of small ones take next to nothing; that
 * of a large one takes all there is to spare. A body is known to be large when so much of it was read.
 */
public final class OneLargeBody implements PprofClient {

    /** As sent: a profile of some thousand stacks, or a dump of a hundred goroutines. */
    static final long SMALL_BYTES = 64 << 10;

    private final PprofClient client;
    private final Turnstile turnstile;
    private final long patienceMillis;

    /**
     * A client that waits at the turnstile.
     *
     * @param patienceMillis how long it waits for other large bodies to be done
     */
    public OneLargeBody(PprofClient client, Turnstile turnstile, long patienceMillis) {
        this.client = client;
        this.turnstile = turnstile;
        this.patienceMillis = patienceMillis;
    }

    @Override
    public InputStream open(PprofTarget target, String page) throws PprofException {
        return new Body(client.open(target, page));
    }

    @Override
    public InputStream openText(PprofTarget target, String page) throws PprofException {
        return new Body(client.openText(target, page));
    }

    @Override
    public InputStream openIndex(PprofTarget target) throws PprofException {
        return new Body(client.openIndex(target));
    }

    /** Lets one large body through at a time. */
    public static final class Turnstile {
        private final Semaphore free;

        public Turnstile() {
            free = new Semaphore(1);
        }
    }

    private final class Body extends CountedStream {

        private boolean admitted;

        Body(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            admit();
            return super.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            admit();
            return super.read(buffer, offset, length);
        }

        private void admit() throws PprofException {
            if (admitted || count() < SMALL_BYTES) {
                return;
            }
            try {
                admitted = turnstile.free.tryAcquire(patienceMillis, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (!admitted) {
                throw PprofException.unusable(
                        TargetState.TIMEOUT,
                        SnapshotOutcome.TIMEOUT,
                        "other targets' large profiles left no memory for this one within " + patienceMillis + " ms");
            }
        }

        @Override
        public void close() throws IOException {
            if (admitted) {
                admitted = false;
                turnstile.free.release();
            }
            super.close();
        }
    }
}
