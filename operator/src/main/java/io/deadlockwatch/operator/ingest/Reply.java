package io.deadlockwatch.operator.ingest;

import io.deadlockwatch.core.protocol.Answer;
import io.deadlockwatch.core.protocol.TargetList;
import java.time.Duration;

/** What a sampler is answered. */
public sealed interface Reply {

    /** How it is counted. */
    ReportResult result();

    /** HTTP 200 to a report. */
    record Accepted(Answer answer) implements Reply {
        @Override
        public ReportResult result() {
            return ReportResult.ACCEPTED;
        }
    }

    /** HTTP 200 to a dump. */
    record Stored() implements Reply {
        @Override
        public ReportResult result() {
            return ReportResult.ACCEPTED;
        }
    }

    /** HTTP 200 to a node sampler's question. */
    record Assigned(TargetList list) implements Reply {
        @Override
        public ReportResult result() {
            return ReportResult.ACCEPTED;
        }
    }

    /**
     * Any other status, with a sentence for people.
     *
     * @param retryAfterSeconds 0: not said
     */
    record Refused(ReportResult result, int status, String reason, int retryAfterSeconds) implements Reply {

        public static Refused invalid(String reason) {
            return new Refused(ReportResult.INVALID, 400, reason, 0);
        }

        public static Refused unauthenticated(String reason) {
            return new Refused(ReportResult.UNAUTHENTICATED, 401, reason, 0);
        }

        public static Refused forbidden(String reason) {
            return new Refused(ReportResult.FORBIDDEN, 403, reason, 0);
        }

        public static Refused tooLarge(String reason) {
            return new Refused(ReportResult.TOO_LARGE, 413, reason, 0);
        }

        public static Refused late(Duration limit) {
            return new Refused(ReportResult.INVALID, 408, "the body took more than " + limit.toSeconds() + " s", 0);
        }

        public static Refused resync() {
            return new Refused(ReportResult.RESYNC, 409, "resync", 0);
        }

        public static Refused unexpected(String reason) {
            return new Refused(ReportResult.RESYNC, 409, reason, 0);
        }

        public static Refused busy(String reason, int retryAfterSeconds) {
            return new Refused(ReportResult.RATE_LIMITED, 429, reason, retryAfterSeconds);
        }

        public static Refused unavailable(String reason, int retryAfterSeconds) {
            return new Refused(ReportResult.RATE_LIMITED, 503, reason, retryAfterSeconds);
        }
    }
}
