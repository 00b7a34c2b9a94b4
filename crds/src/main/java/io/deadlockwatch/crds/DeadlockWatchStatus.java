package io.deadlockwatch.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a watch is doing. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DeadlockWatchStatus(
        @JsonPropertyDescription("Generation of the spec that this is about.") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription("The pods the selector matches.") @Nullable
        Pods pods,

        @Min(0) @Max(100) @JsonPropertyDescription("Observed pods among those that could be observed.") @Nullable
        Integer coveragePercent,

        @Size(max = 12) @JsonPropertyDescription("Why pods are not observed, a reason each.") @Nullable
        List<Gap> gaps,

        @Size(max = 4) @JsonPropertyDescription("The newest revisions that have pods.") @Nullable
        List<Revision> revisions,

        @JsonPropertyDescription("Open incidents that are not suppressed.") @Nullable
        Incidents incidents,

        @Size(max = 8) @JsonPropertyDescription("Ready, Covered, FindingsResolved, Conflict.") @Nullable
        List<Condition> conditions) {

    /** The pods a selector matches. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Pods(
            @Min(0) @JsonPropertyDescription("Running pods that the selector matches.") @Nullable
            Integer matched,

            @Min(0) @JsonPropertyDescription("Of them, those whose state is known well enough for a verdict.") @Nullable
            Integer observed,

            @Min(0) @JsonPropertyDescription("Of them, those that should be observed and are not.") @Nullable
            Integer unobserved,

            @Min(0) @JsonPropertyDescription("Of them, those that started a moment ago.") @Nullable
            Integer starting,

            @Min(0) @JsonPropertyDescription("Of them, those with a sampler of another version.") @Nullable
            Integer outdated) {}

    /** Why pods are not observed. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Gap(
            @Required @Size(max = 64) @JsonPropertyDescription("One word.")
            String reason,

            @Required @Min(0) @JsonPropertyDescription("How many pods.")
            Integer pods,

            @Size(max = 253) @JsonPropertyDescription("One of them.") @Nullable
            String example,

            @Size(max = 512) @JsonPropertyDescription("What to do about it.") @Nullable
            String message) {}

    /** A revision of the workload. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Revision(
            @Required @Size(max = 63) @JsonPropertyDescription("Value of the label that tells revisions apart.")
            String revision,

            @Min(0) @JsonPropertyDescription("Its pods.") @Nullable
            Integer pods,

            @Min(0) @JsonPropertyDescription("Of them, those observed.") @Nullable
            Integer observed,

            @Size(max = 253) @JsonPropertyDescription("The findings used for it.") @Nullable
            String findingSet) {}

    /** Open incidents by verdict. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Incidents(
            @Min(0) @JsonPropertyDescription("Nothing can ever wake the goroutines.") @Nullable
            Integer proven,

            @Min(0) @JsonPropertyDescription("Blocked where the scanner predicted.") @Nullable
            Integer confirmed,

            @Min(0) @JsonPropertyDescription("Blocked for long, and growing or many.") @Nullable
            Integer suspected) {}
}
