package io.deadlockwatch.operator.ingest;

import io.deadlockwatch.operator.pods.PodInfo;
import io.deadlockwatch.operator.policy.FindingChoice;
import io.deadlockwatch.operator.policy.WatchPolicy;

/** Hears of every report that told something new of a pod that is watched. */
public interface ReportListener {

    void accepted(WatchPolicy watch, PodInfo pod, FindingChoice findings, Session session);
}
