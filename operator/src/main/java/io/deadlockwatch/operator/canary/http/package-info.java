/** Verdicts on canaries over plain HTTP: for Argo Rollouts, for Flagger, for whoever asks. Read-only. */
@NullMarked
package io.deadlockwatch.operator.canary.http;

import org.jspecify.annotations.NullMarked;
