package io.deadlockwatch.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a set of findings could be read, and what is in it. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StaticFindingSetStatus(
        @JsonPropertyDescription("Generation of the spec that this is about.") @Nullable
        Long observedGeneration,

        @Size(max = 71) @JsonPropertyDescription("SHA-256 of the SARIF as stored.") @Nullable
        String digest,

        @Size(max = 128) @JsonPropertyDescription("The tool that made it, with its version.") @Nullable
        String tool,

        @JsonPropertyDescription("What is in it.") @Nullable Findings findings,

        @JsonPropertyDescription("The blocking model, if there is one that can be used.") @Nullable
        Model model,

        @Min(0) @JsonPropertyDescription("Pods it is used for.") @Nullable
        Integer podsUsing,

        @JsonPropertyDescription("When it was last used for a pod.") @Nullable
        Instant lastUsed,

        @Size(max = 8) @JsonPropertyDescription("Accepted; with a blocking model also ModelAccepted.") @Nullable
        List<Condition> conditions) {

    /** How many findings. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Findings(
            @Min(0) @JsonPropertyDescription("Results in the file.") @Nullable
            Integer total,

            @Min(0) @JsonPropertyDescription("Of them, those that name at least a line or a site.") @Nullable
            Integer usable,

            @Min(0) @JsonPropertyDescription("Of them, the others.") @Nullable
            Integer rejected) {}

    /** What is in a blocking model. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Model(
            @Size(max = 71) @JsonPropertyDescription("SHA-256 of the model as stored.") @Nullable
            String digest,

            @Min(0) @JsonPropertyDescription("Functions that hold or await a lock somewhere, or may block.") @Nullable
            Integer functions,

            @Min(0) @JsonPropertyDescription("Classes of locks.") @Nullable
            Integer locks) {}
}
