package io.deadlockwatch.operator.ingest;

import java.io.IOException;

/** Asks the API server whose token this is. */
public interface TokenReviews {

    /** The answer; blocks. */
    Verdict review(String token) throws IOException;

    /** Whose token it is. */
    sealed interface Verdict {

        /** The token is good, and bound to a pod. */
        record Known(Caller caller) implements Verdict {}

        /** It is not. */
        record Rejected(String reason) implements Verdict {}
    }
}
