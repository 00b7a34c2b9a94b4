package io.deadlockwatch.sampler.report;

import io.deadlockwatch.core.protocol.Answer;
import io.deadlockwatch.core.protocol.TargetList;

/** What became of a report. */
public sealed interface ReportReply {

    /** HTTP 200 to a report. */
    record Accepted(Answer answer) implements ReportReply {}

    /** HTTP 200 to a dump. */
    record Stored() implements ReportReply {}

    /** HTTP 200 to the question which pods to look at. */
    record Assigned(TargetList list) implements ReportReply {}

    /**
     * Any other status.
     *
     * @param error the operator's sentence, may be empty
     * @param retryAfterMillis -1 if the operator did not say
     */
    record Refused(int status, String error, long retryAfterMillis) implements ReportReply {}

    /**
     * No answer, or none that makes sense; the operator may have taken the report all the same.
     *
     * @param why one sentence
     * @param answered whether something came back, so that the way to the operator is open
     */
    record Failed(String why, boolean answered) implements ReportReply {

        /** Nothing came back. */
        public Failed(String why) {
            this(why, false);
        }
    }
}
