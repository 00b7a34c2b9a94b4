package io.deadlockwatch.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of an incident. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BlockingIncidentStatus(
        @JsonPropertyDescription("Open, or Resolved.") @Nullable
        State state,

        @JsonPropertyDescription("Why it is resolved.") @Nullable
        Resolution resolution,

        @JsonPropertyDescription("The strongest verdict of this episode.") @Nullable
        Verdict verdict,

        @JsonPropertyDescription("How sure it is that the blocked stack is the one a finding predicted.") @Nullable
        Confidence confidencePercent,

        @Size(max = 8)
        @JsonPropertyDescription("What speaks for it: Persistent, Growing, Unreachable, Cycle, StaticMatch.")
        @Nullable
        List<@Size(max = 32) String> evidence,

        @JsonPropertyDescription("The line.") @Nullable Location location,

        @JsonPropertyDescription("The static finding that predicted it.") @Nullable
        Finding finding,

        @Min(0) @JsonPropertyDescription("Blocked goroutines in all pods, as last reported.") @Nullable
        Integer goroutines,

        @Min(0) @JsonPropertyDescription("Pods that have some.") @Nullable
        Integer podsAffected,

        @Size(max = 20) @JsonPropertyDescription("Those with the most.") @Nullable
        List<Pod> pods,

        @Size(max = 8)
        @JsonPropertyDescription(
                "Revisions that had it, last seen first; kept after their pods are gone, so that a canary is compared with what its baseline had.")
        @Nullable
        List<Revision> revisions,

        @JsonPropertyDescription("Start of the first episode.") @Nullable
        Instant firstSeen,

        @Min(0)
        @JsonPropertyDescription(
                "How long after its start the first pod of this episode showed it, in seconds; successors must be clean for twice as long.")
        @Nullable
        Integer sightedAfterSeconds,

        @JsonPropertyDescription("When it was last seen, about.") @Nullable
        Instant lastSeen,

        @JsonPropertyDescription("When it was resolved.") @Nullable
        Instant resolvedAt,

        @Min(1)
        @JsonPropertyDescription("How often it opened, or was seen again in a process that took the place of another.")
        @Nullable
        Integer episodes,

        @Size(max = 8192) @JsonPropertyDescription("One of the stacks, innermost function first.") @Nullable
        String stack,

        @Size(max = 4096)
        @JsonPropertyDescription(
                "Who waits for whom, from two dumps of one process and the blocking model: one sentence a line.")
        @Nullable
        String waitFor,

        @Size(max = 8) @JsonPropertyDescription("Observed.") @Nullable
        List<Condition> conditions) {

    /** Where an incident stands. */
    public enum State {
        @JsonProperty("Open")
        OPEN,
        @JsonProperty("Resolved")
        RESOLVED
    }

    /** Why an incident is resolved. */
    public enum Resolution {
        @JsonProperty("Cleared")
        CLEARED,
        @JsonProperty("NotSeenInRevision")
        NOT_SEEN_IN_REVISION,
        @JsonProperty("Unobservable")
        UNOBSERVABLE,
        @JsonProperty("Ignored")
        IGNORED
    }

    /** How sure it is that the goroutines are blocked for ever. */
    public enum Verdict {
        @JsonProperty("Proven")
        PROVEN,
        @JsonProperty("Confirmed")
        CONFIRMED,
        @JsonProperty("Suspected")
        SUSPECTED
    }

    /** Confidence and its three parts. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Confidence(
            @Min(0) @Max(100) @JsonPropertyDescription("0.45 symbol + 0.35 path + 0.20 context.") @Nullable
            Integer total,

            @Min(0) @Max(100) @JsonPropertyDescription("Function, file and line agree.") @Nullable
            Integer symbol,

            @Min(0)
            @Max(100)
            @JsonPropertyDescription("Share of the finding's code flow that the stack shows.")
            @Nullable
            Integer path,

            @Min(0) @Max(100) @JsonPropertyDescription("Further signals.") @Nullable
            Integer context) {}

    /** A line of source. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Location(
            @Size(max = 512) @JsonPropertyDescription("The function, as Go names it.") @Nullable
            String function,

            @Size(max = 512) @JsonPropertyDescription("The file, as compiled in.") @Nullable
            String file,

            @Min(0) @JsonPropertyDescription("The line.") @Nullable
            Integer line,

            @Size(max = 64) @JsonPropertyDescription("What the goroutines wait for, in Go's words.") @Nullable
            String waitReason) {}

    /** The static finding that predicted an incident. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Finding(
            @Size(max = 253) @JsonPropertyDescription("The StaticFindingSet.") @Nullable
            String set,

            @Size(max = 128) @JsonPropertyDescription("The rule.") @Nullable
            String ruleId) {}

    /** A pod that has blocked goroutines. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Pod(
            @Required @Size(max = 253) @JsonPropertyDescription("Its name.")
            String name,

            @Size(max = 63) @JsonPropertyDescription("Its revision.") @Nullable
            String revision,

            @Min(0) @JsonPropertyDescription("Blocked goroutines.") @Nullable
            Integer goroutines,

            @JsonPropertyDescription("Since when.") @Nullable
            Instant since) {}

    /** A revision that had the incident. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Revision(
            @Required @Size(max = 63) @JsonPropertyDescription("Its name: the hash of the pod template.")
            String revision,

            @JsonPropertyDescription("The strongest verdict in its pods.") @Nullable
            Verdict verdict,

            @JsonPropertyDescription("When one of its pods last had it, about.") @Nullable
            Instant lastSeen) {}
}
