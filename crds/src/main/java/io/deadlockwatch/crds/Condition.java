package io.deadlockwatch.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One aspect of a resource's state, as in every Kubernetes API. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Condition(
        @Required @Size(max = 316) @JsonPropertyDescription("Name of the aspect.")
        String type,

        @Required @JsonPropertyDescription("Whether it holds.")
        ConditionStatus status,

        @JsonPropertyDescription("Generation of the spec that this is about.") @Nullable
        Long observedGeneration,

        @Required @JsonPropertyDescription("When status changed last.")
        Instant lastTransitionTime,

        @Required @Size(max = 1024) @JsonPropertyDescription("One word for programs.")
        String reason,

        @Required @Size(max = 1024) @JsonPropertyDescription("One sentence for people.")
        String message) {}
