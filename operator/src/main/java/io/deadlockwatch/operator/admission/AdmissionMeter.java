package io.deadlockwatch.operator.admission;

/** Counts admissions. */
@FunctionalInterface
public interface AdmissionMeter {

    void count(Admission admission);
}
