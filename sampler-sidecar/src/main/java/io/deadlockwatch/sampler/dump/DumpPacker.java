package io.deadlockwatch.sampler.dump;

import io.deadlockwatch.core.snapshot.WaitState;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A dump on its way to whoever reads it, that packs what passes by. There is no room to keep the text, nor can it be asked for again, so it is packed three times at once:
 * all of it; goroutines that wait for a lock; other goroutines that are parked. If all of it is too large, the other two are sent in its place.
 *
 * <p>Goroutines are blocks of lines with an empty line between them, and the state stands in the first line:
 * {@code goroutine 18 [sync.Mutex.Lock, 3 minutes]:}.
 */
public final class DumpPacker extends FilterInputStream {

    /** Go prints at most 100 frames of a stack: some 20 KB. */
    private static final int BLOCK_BYTES = 64 << 10;

    private static final String LEAKED = " (leaked)";

    private final CappedGzip all;
    private final CappedGzip locks;
    private final CappedGzip parked;
    private final byte[] block = new byte[BLOCK_BYTES];
    private int length;
    private int lineBytes;
    private boolean tooLong;

    public DumpPacker(InputStream in) throws IOException {
        this(in, PackedDump.MOST_BYTES);
    }

    /** One that packs into at most so many bytes. */
    DumpPacker(InputStream in, int mostBytes) throws IOException {
        super(in);
        all = new CappedGzip(mostBytes);
        locks = new CappedGzip(mostBytes / 2);
        parked = new CappedGzip(mostBytes / 2);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int size) throws IOException {
        int n = super.read(buffer, offset, size);
        if (n > 0) {
            all.write(buffer, offset, n);
            for (int i = offset; i < offset + n; i++) {
                take(buffer[i]);
            }
        }
        return n;
    }

    /** Nothing is skipped unseen. */
    @Override
    public long skip(long n) throws IOException {
        return read(new byte[Math.clamp(n, 0, BLOCK_BYTES)]);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void take(byte b) throws IOException {
        if (length < block.length) {
            block[length++] = b;
        } else {
            tooLong = true;
        }
        if (b != '\n') {
            lineBytes++;
            return;
        }
        if (lineBytes == 0) {
            endBlock();
        }
        lineBytes = 0;
    }

    private void endBlock() throws IOException {
        if (!tooLong && length > 1) {
            String words = state();
            if (words.startsWith("sync.") || words.equals("semacquire")) {
                locks.write(block, 0, length);
            } else if (WaitState.of(words).canBlockForEver()) {
                parked.write(block, 0, length);
            }
        }
        length = 0;
        tooLong = false;
    }

    /** The words between the bracket and the first comma or the other bracket; empty if there are none. */
    private String state() {
        int from = 0;
        while (from < length && block[from] != '[' && block[from] != '\n') {
            from++;
        }
        int to = from;
        while (to < length && block[to] != ']' && block[to] != ',' && block[to] != '\n') {
            to++;
        }
        if (to == from) {
            return "";
        }
        String words = new String(block, from + 1, to - from - 1, StandardCharsets.ISO_8859_1);
        return words.endsWith(LEAKED) ? words.substring(0, words.length() - LEAKED.length()) : words;
    }

    /** What was read until now, packed; ends the packing. */
    public PackedDump packed() throws IOException {
        endBlock();
        byte[] whole = all.finish();
        byte[] first = locks.finish();
        byte[] second = parked.finish();
        return all.isFull() ? new PackedDump(List.of(first, second), true) : new PackedDump(List.of(whole), false);
    }
}
