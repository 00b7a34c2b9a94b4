package io.deadlockwatch.fuzz;

import io.deadlockwatch.operator.admission.AdmissionTarget;
import io.deadlockwatch.operator.canary.http.CanaryTarget;
import io.deadlockwatch.operator.incident.IncidentTarget;
import io.deadlockwatch.operator.ingest.TokenTarget;
import io.deadlockwatch.sampler.pprof.CredentialsTarget;
import java.io.IOException;
import java.util.Locale;

/** Everything that reads what others wrote. */
public enum Target {
    PROFILE(ProfileTarget.class),
    TEXT_PROFILE(TextProfileTarget.class),
    DUMP(DumpTarget.class),
    SNAPSHOT(SnapshotTarget.class),
    SARIF(SarifTarget.class),
    REPORT(ReportTarget.class),
    ANSWER(AnswerTarget.class),
    MODEL(ModelTarget.class),
    TARGETS(TargetsTarget.class),
    UPLOAD(UploadTarget.class),
    HTTP(HttpTarget.class),
    CREDENTIALS(CredentialsTarget.class),
    ADMISSION(AdmissionTarget.class),
    CANARY(CanaryTarget.class),
    TOKEN(TokenTarget.class),
    POD(PodTarget.class),
    WATCH(WatchTarget.class),
    INCIDENT(IncidentTarget.class);

    private final Class<?> entry;

    Target(Class<?> entry) {
        this.entry = entry;
    }

    /** The class a fuzzer starts from. */
    public Class<?> entry() {
        return entry;
    }

    /** Its name in {@code fuzz/corpus} and on the command line. */
    public String folder() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Holds one input against the rules; returns if they hold. */
    public void check(byte[] input) throws IOException {
        switch (this) {
            case PROFILE -> ProfileTarget.fuzzerTestOneInput(input);
            case TEXT_PROFILE -> TextProfileTarget.fuzzerTestOneInput(input);
            case DUMP -> DumpTarget.fuzzerTestOneInput(input);
            case SNAPSHOT -> SnapshotTarget.fuzzerTestOneInput(input);
            case SARIF -> SarifTarget.fuzzerTestOneInput(input);
            case REPORT -> ReportTarget.fuzzerTestOneInput(input);
            case ANSWER -> AnswerTarget.fuzzerTestOneInput(input);
            case MODEL -> ModelTarget.fuzzerTestOneInput(input);
            case TARGETS -> TargetsTarget.fuzzerTestOneInput(input);
            case UPLOAD -> UploadTarget.fuzzerTestOneInput(input);
            case HTTP -> HttpTarget.fuzzerTestOneInput(input);
            case CREDENTIALS -> CredentialsTarget.fuzzerTestOneInput(input);
            case ADMISSION -> AdmissionTarget.fuzzerTestOneInput(input);
            case CANARY -> CanaryTarget.fuzzerTestOneInput(input);
            case TOKEN -> TokenTarget.fuzzerTestOneInput(input);
            case POD -> PodTarget.fuzzerTestOneInput(input);
            case WATCH -> WatchTarget.fuzzerTestOneInput(input);
            case INCIDENT -> IncidentTarget.fuzzerTestOneInput(input);
        }
    }
}
