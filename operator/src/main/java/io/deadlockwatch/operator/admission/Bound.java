package io.deadlockwatch.operator.admission;

/** What a namespace's quota may bound, as far as a sampler adds to it. CPU counts in thousandths of a core, memory in MiB. */
public enum Bound {
    REQUESTS_CPU("rc"),
    LIMITS_CPU("lc"),
    REQUESTS_MEMORY("rm"),
    LIMITS_MEMORY("lm");

    private final String sign;

    Bound(String sign) {
        this.sign = sign;
    }

    /** Its name in a path. */
    String sign() {
        return sign;
    }

    public boolean isCpu() {
        return this == REQUESTS_CPU || this == LIMITS_CPU;
    }
}
