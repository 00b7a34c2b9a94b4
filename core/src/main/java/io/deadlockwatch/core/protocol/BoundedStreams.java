package io.deadlockwatch.core.protocol;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Input streams that refuse to hand out more than so many bytes. */
public final class BoundedStreams {

    private static final int GZIP_BUFFER = 4_096;

    private BoundedStreams() {}

    /**
     * A view of {@code in} that throws {@link ReportException} ({@code TOO_LARGE}) as soon as more than {@code limit} bytes come.
     *
     * @param name of the limit, for the message
     */
    public static InputStream limit(InputStream in, long limit, String name) {
        return new Limited(in, limit, name);
    }

    /** Unzips {@code in}; both what is read and what comes out are bounded. */
    public static InputStream gunzip(InputStream in, ReportLimits limits) throws IOException {
        InputStream zipped = limit(in, limits.bodyBytes(), "body");
        return limit(new GZIPInputStream(zipped, GZIP_BUFFER), limits.plainBytes(), "body after gunzip");
    }

    private static final class Limited extends FilterInputStream {

        private final long limit;
        private final String name;
        private long seen;

        Limited(InputStream in, long limit, String name) {
            super(in);
            this.limit = limit;
            this.name = name;
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            if (b >= 0) {
                count(1);
            }
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = super.read(buffer, offset, length);
            if (n > 0) {
                count(n);
            }
            return n;
        }

        @Override
        public long skip(long n) throws IOException {
            long skipped = super.skip(n);
            count(skipped);
            return skipped;
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        private void count(long n) throws ReportException {
            seen += n;
            if (seen > limit) {
                throw new ReportException(
                        ReportException.Reason.TOO_LARGE,
                        name + " is larger than " + limit + " bytes: " + seen + " read and more to come");
            }
        }
    }
}
