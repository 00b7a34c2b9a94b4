package io.deadlockwatch.operator.telemetry;

import io.deadlockwatch.operator.admission.Admission;
import io.deadlockwatch.operator.admission.AdmissionMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** The webhook's metrics. */
@Singleton
public final class AdmissionMeters implements AdmissionMeter {

    private final Map<Admission, Counter> admissions = new EnumMap<>(Admission.class);

    public AdmissionMeters(MeterRegistry registry) {
        for (Admission admission : Admission.values()) {
            admissions.put(
                    admission,
                    Counter.builder("deadlockwatch.admissions")
                            .description("Pods that the API server asked about, by what was done.")
                            .tag("result", admission.result())
                            .tag("reason", admission.reason())
                            .register(registry));
        }
    }

    @Override
    public void count(Admission admission) {
        Objects.requireNonNull(admissions.get(admission)).increment();
    }
}
