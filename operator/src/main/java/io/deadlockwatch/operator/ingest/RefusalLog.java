package io.deadlockwatch.operator.ingest;

import io.deadlockwatch.core.snapshot.PlainText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/** One line for each sender and kind of refusal, and none more for some minutes: senders repeat themselves. Safe for many threads. */
final class RefusalLog {

    private static final Logger LOG = Logger.getLogger(RefusalLog.class);
    private static final Duration SILENCE = Duration.ofMinutes(5);
    private static final int MAX_REMEMBERED = 1_000;

    private final Clock clock;
    private final Map<Key, Instant> last = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Instant> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    RefusalLog(Clock clock) {
        this.clock = clock;
    }

    void refused(String sender, Reply.Refused reply) {
        boolean expected = reply.result() == ReportResult.RESYNC || reply.result() == ReportResult.RATE_LIMITED;
        if (!expected && isNew(new Key(sender, reply.result()))) {
            LOG.warnf("report from %s refused with %d: %s", sender, reply.status(), PlainText.of(reply.reason()));
        }
    }

    /** A connection that was closed before anything was said on it. */
    void closed(String sender, String why) {
        if (isNew(new Key(sender, ReportResult.RATE_LIMITED))) {
            LOG.warnf("connection from %s closed: %s", sender, why);
        }
    }

    private synchronized boolean isNew(Key key) {
        Instant now = clock.instant();
        Instant before = last.get(key);
        if (before != null && Duration.between(before, now).compareTo(SILENCE) < 0) {
            return false;
        }
        last.put(key, now);
        return true;
    }

    private record Key(String sender, ReportResult result) {}
}
