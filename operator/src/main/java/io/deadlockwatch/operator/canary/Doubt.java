package io.deadlockwatch.operator.canary;

/** Why nothing can be said of a canary, though nothing was found. */
public enum Doubt {
    /** No pod of it could be observed. */
    NO_PODS("NoPods"),
    /** Fewer pods are observed than the watch asks for. */
    TOO_FEW_PODS("TooFewPods"),
    /** A smaller share of the pods is observed than the watch asks for. */
    LOW_COVERAGE("LowCoverage"),
    /** Enough pods are observed, but not for as long as the watch asks for. */
    NOT_OBSERVED_LONG_ENOUGH("NotObservedLongEnough"),
    /** Pods have only just started. */
    PODS_STARTING("PodsStarting"),
    /** The service in a pod ended and was started anew: its evidence went with it. */
    RESTARTING("Restarting"),
    /** The caller asks for static findings of this build, and there are none. */
    NO_FINDINGS("NoFindings");

    private final String code;

    Doubt(String code) {
        this.code = code;
    }

    /** The form in a reply. */
    public String code() {
        return code;
    }
}
