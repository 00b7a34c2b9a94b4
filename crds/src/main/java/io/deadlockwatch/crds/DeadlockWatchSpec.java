package io.deadlockwatch.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to be watched, at which cost, and what is worth a report. */
@ValidationRule(
        value =
                "duration(self.report.blockedFor) >= duration(self.sampling.interval) + duration(self.sampling.interval)"
                        + " + duration(self.sampling.interval)",
        message =
                "report.blockedFor must be at least three sampling intervals: raise blockedFor or lower sampling.interval")
@ValidationRule(
        value = "duration(self.canary.minObserved) >= duration(self.report.blockedFor)",
        message =
                "canary.minObserved must not be shorter than report.blockedFor: raise minObserved or lower blockedFor")
@JsonIgnoreProperties(ignoreUnknown = true)
public record DeadlockWatchSpec(
        @Required
        @JsonPropertyDescription(
                "The pods of this namespace that are watched. Applying the watch is enough: pods created from then on get a sampler.")
        Selector selector,

        @Default("Sidecar")
        @JsonPropertyDescription(
                "Sidecar: a sampler is injected into every pod. Remote: one sampler a node reaches the pods over the network.")
        @Nullable
        Mode mode,

        @Default("false")
        @JsonPropertyDescription(
                "Stops all sampling within a minute; samplers stay in place and only say that they are there.")
        @Nullable
        Boolean paused,

        @JsonPropertyDescription(
                "Where the pprof endpoint is. Default: the pod's profiles.grafana.com/goroutine annotations, else a port named pprof, else 6060.")
        @Nullable
        Target target,

        @Default("{}") @JsonPropertyDescription("How often snapshots are taken and what they may cost.") @Nullable
        Sampling sampling,

        @Default("{}") @JsonPropertyDescription("What becomes an incident.") @Nullable
        ReportPolicy report,

        @Default("{}") @JsonPropertyDescription("What a canary must show to pass.") @Nullable
        Canary canary) {

    /** How samplers reach the pods. */
    public enum Mode {
        @JsonProperty("Sidecar")
        SIDECAR,
        @JsonProperty("Remote")
        REMOTE
    }

    /** Where the pprof endpoint is. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Target(
            @Size(max = 63)
            @JsonPropertyDescription("Name of the container that serves pprof; needed only when a pod has several.")
            @Nullable
            String container,

            @JsonPropertyDescription("Port number, or name of a container port.")
            @ValidationRule(
                    value =
                            "type(self) == int ? self > 0 && self < 65536 : size(string(self)) > 0 && size(string(self)) <= 15",
                    message =
                            "must be a port number from 1 to 65535 or the name of a container port, 1 to 15 characters")
            @Nullable
            IntOrString port,

            @Size(max = 256) @Pattern("^/") @JsonPropertyDescription("Path under which the profiles are.") @Nullable
            String path,

            @JsonPropertyDescription("HTTP or HTTPS.") @Nullable
            Scheme scheme) {}

    /** Scheme of the pprof endpoint. */
    public enum Scheme {
        HTTP,
        HTTPS
    }

    /** How often snapshots are taken and what they may cost. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Sampling(
            @Size(max = 12)
            @Pattern(Durations.PATTERN)
            @Default("15s")
            @ValidationRule(
                    value = "duration(self) >= duration('1s') && duration(self) <= duration('5m')",
                    message = "must be between 1s and 5m")
            @JsonPropertyDescription(
                    "Time between two goroutine profiles; stretched when they cost more than cpuBudgetMillis.")
            @Nullable
            String interval,

            @Min(1)
            @Max(200)
            @Default("10")
            @JsonPropertyDescription("CPU time in milliseconds a second that profiles may cost the target.")
            @Nullable
            Integer cpuBudgetMillis,

            @Size(max = 12)
            @Pattern(Durations.PATTERN)
            @Default("50ms")
            @ValidationRule(
                    value = "duration(self) >= duration('1ms') && duration(self) <= duration('2s')",
                    message = "must be between 1ms and 2s")
            @JsonPropertyDescription("Longest pause that a full dump may be predicted to cause.")
            @Nullable
            String pauseBudget,

            @Size(max = 12)
            @Pattern(Durations.PATTERN)
            @Default("5m")
            @ValidationRule(
                    value = "duration(self) >= duration('0s') && duration(self) <= duration('24h')",
                    message = "must be between 0s and 24h; 0s turns leak profiles off")
            @JsonPropertyDescription("Shortest time between two leak profiles; 0s: none.")
            @Nullable
            String leakInterval,

            @Min(0)
            @Max(10_000)
            @Default("2000")
            @JsonPropertyDescription(
                    "A process with more goroutines is never dumped as a whole, whatever pauseBudget says; 0: none is.")
            @Nullable
            Integer dumpGoroutines) {}

    /** What becomes an incident. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record ReportPolicy(
            @Default("Auto")
            @JsonPropertyDescription(
                    "Weakest verdict that opens an incident. Auto: Confirmed, and Suspected too while no static findings match the pod.")
            @Nullable
            MinVerdict minVerdict,

            @Size(max = 12)
            @Pattern(Durations.PATTERN)
            @Default("2m")
            @ValidationRule(
                    value = "duration(self) >= duration('10s') && duration(self) <= duration('24h')",
                    message = "must be between 10s and 24h")
            @JsonPropertyDescription("How long goroutines must have been seen blocked without a break.")
            @Nullable
            String blockedFor,

            @Min(30)
            @Max(100)
            @Default("70")
            @JsonPropertyDescription("Confidence that a static finding must reach to confirm.")
            @Nullable
            Integer minConfidencePercent,

            @Size(max = 100) @JsonPropertyDescription("Known sites that never become incidents.") @Nullable
            List<Ignore> ignore) {}

    /** Weakest verdict that opens an incident. */
    public enum MinVerdict {
        @JsonProperty("Auto")
        AUTO,
        @JsonProperty("Proven")
        PROVEN,
        @JsonProperty("Confirmed")
        CONFIRMED,
        @JsonProperty("Suspected")
        SUSPECTED
    }

    /** A known place that never becomes an incident. */
    @ValidationRule(value = "has(self.site) != has(self.function)", message = "set exactly one of site and function")
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Ignore(
            @Size(max = 512) @JsonPropertyDescription("Site as an incident shows it: symbol|operation.") @Nullable
            String site,

            @Size(max = 512) @JsonPropertyDescription("Symbol of a function; all operations in it.") @Nullable
            String function,

            @Required @Size(min = 5, max = 256) @JsonPropertyDescription("Why, for those who come later.")
            String reason,

            @JsonPropertyDescription("When this ends; absent: never.") @Nullable
            Instant until) {}

    /** What a canary must show to pass. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Canary(
            @Default("Confirmed") @JsonPropertyDescription("Weakest verdict that fails a canary.") @Nullable
            FailOn failOn,

            @Min(1)
            @Max(100)
            @Default("80")
            @JsonPropertyDescription("Share of the expected pods that must be observed.")
            @Nullable
            Integer minCoveragePercent,

            @Min(1) @Max(1000) @Default("1") @JsonPropertyDescription("Number of pods that must be observed.") @Nullable
            Integer minPods,

            @Size(max = 12)
            @Pattern(Durations.PATTERN)
            @Default("3m")
            @ValidationRule(
                    value = "duration(self) >= duration('30s') && duration(self) <= duration('6h')",
                    message = "must be between 30s and 6h")
            @JsonPropertyDescription("How long each of them must be observed.")
            @Nullable
            String minObserved,

            @JsonPropertyDescription(
                    "Pods to compare with, where the tool that shifts traffic relabels them. They are watched too.")
            @Nullable
            Selector baselineSelector) {}

    /** Weakest verdict that fails a canary. */
    public enum FailOn {
        @JsonProperty("Proven")
        PROVEN,
        @JsonProperty("Confirmed")
        CONFIRMED,
        @JsonProperty("Suspected")
        SUSPECTED
    }
}
