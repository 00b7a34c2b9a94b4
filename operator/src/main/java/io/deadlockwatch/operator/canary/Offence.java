package io.deadlockwatch.operator.canary;

/**
 * A site that fails a canary.
 *
 * @param kind why it does
 * @param canaryMedian blocked goroutines of a pod of the canary, as the median of its pods
 * @param baselineMedian the same of the baseline; 0 without one
 */
public record Offence(SiteRecord site, Kind kind, double canaryMedian, double baselineMedian) {

    /** Why a site fails a canary. */
    public enum Kind {
        /** The baseline never had it. */
        NEW_SITE("NewSite"),
        /** The baseline has it too, but far less of it. */
        WORSE_SITE("WorseSite");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        /** The form in a reply. */
        public String code() {
            return code;
        }
    }
}
