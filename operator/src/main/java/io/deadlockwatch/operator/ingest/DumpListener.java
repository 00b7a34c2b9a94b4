package io.deadlockwatch.operator.ingest;

import io.deadlockwatch.operator.pods.PodInfo;
import io.deadlockwatch.operator.policy.WatchPolicy;

/** Hears of every dump that was asked for and has come. */
public interface DumpListener {

    void dumped(WatchPolicy watch, PodInfo pod, StoredDump dump);
}
