package io.deadlockwatch.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a set of findings could be read, and what is in it. */
public record StaticFindingSetStatus(
        @JsonPropertyDescription("Generation of the spec that this is about.") @Nullable
        Long observedGeneration,

        @Size(max = 71) @JsonPropertyDescription("SHA-256 of the SARIF as stored.") @Nullable
        String digest,

        @Size(max = 128) @JsonPropertyDescription("The tool that made it, with its version.") @Nullable
        String tool,

        @JsonPropertyDescription("What is in it.") @Nullable Findings findings,

        @Min(0) @JsonPropertyDescription("Pods it is used for.") @Nullable
        Integer podsUsing,

        @JsonPropertyDescription("When it was last used for a pod.") @Nullable
        Instant lastUsed,

        @Size(max = 8) @JsonPropertyDescription("Accepted.") @Nullable
        List<Condition> conditions) {

    /** How many findings. */
    public record Findings(
            @Min(0) @JsonPropertyDescription("Results in the file.") @Nullable
            Integer total,

            @Min(0) @JsonPropertyDescription("Of them, those that name at least a line or a site.") @Nullable
            Integer usable,

            @Min(0) @JsonPropertyDescription("Of them, the others.") @Nullable
            Integer rejected) {}
}
