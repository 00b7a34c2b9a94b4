package io.deadlockwatch.operator.canary;

import io.deadlockwatch.operator.pods.Workload;

/** What is known of the workload that a question is about. */
public sealed interface Lookup {

    /**
     * Its records.
     *
     * @param watch name of the watch that has the pods
     */
    record Found(Workload workload, String watch, CanaryRecords records) implements Lookup {}

    /**
     * The question has no answer, and never will as it is asked.
     *
     * @param why a sentence for the person who wrote it
     */
    record Missing(String why) implements Lookup {}
}
