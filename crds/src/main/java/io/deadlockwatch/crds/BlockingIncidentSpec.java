package io.deadlockwatch.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an incident is about; never changes, but for {@code suppress}. */
@ValidationRule(value = "self.watch == oldSelf.watch", message = "watch is immutable: only suppress may be changed")
@ValidationRule(
        value = "self.workload == oldSelf.workload",
        message = "workload is immutable: only suppress may be changed")
@ValidationRule(value = "self.site == oldSelf.site", message = "site is immutable: only suppress may be changed")
@JsonIgnoreProperties(ignoreUnknown = true)
public record BlockingIncidentSpec(
        @Required @Size(max = 253) @JsonPropertyDescription("Name of the DeadlockWatch.")
        String watch,

        @Required @JsonPropertyDescription("The workload whose goroutines are blocked.")
        Workload workload,

        @Required
        @Size(max = 512)
        @JsonPropertyDescription(
                "Where they are blocked: symbol of the innermost function of yours, and the operation.")
        String site,

        @JsonPropertyDescription("Written by people: keeps the incident out of alerts and counts until then.") @Nullable
        Suppress suppress) {

    /** The object that owns the pods. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Workload(
            @Required @Size(max = 63) @JsonPropertyDescription("Deployment, StatefulSet, ...")
            String kind,

            @Required @Size(max = 253) @JsonPropertyDescription("Its name.")
            String name) {}

    /** Who does not want to hear of it, and until when. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Suppress(
            @Required @Size(min = 5, max = 256) @JsonPropertyDescription("Why, for those who come later.")
            String reason,

            @Required @JsonPropertyDescription("When this ends.")
            Instant until) {}
}
