package io.deadlockwatch.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A label selector that selects something in particular. */
@ValidationRule(
        value =
                "(has(self.matchLabels) && size(self.matchLabels) > 0) || (has(self.matchExpressions) && size(self.matchExpressions) > 0)",
        message =
                "an empty selector would match every pod of the namespace: name at least one label in matchLabels or matchExpressions")
@JsonIgnoreProperties(ignoreUnknown = true)
public record Selector(
        @Size(max = 16) @JsonPropertyDescription("Labels a pod must carry, all of them.") @Nullable
        Map<String, @Size(max = 63) String> matchLabels,

        @Size(max = 16) @JsonPropertyDescription("Further requirements, all of which must hold.") @Nullable
        List<Requirement> matchExpressions) {

    /** A requirement on one label. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Requirement(
            @Required @Size(max = 316) @JsonPropertyDescription("The label.")
            String key,

            @Required @JsonPropertyDescription("How the label's value relates to the values.")
            Operator operator,

            @Size(max = 32) @JsonPropertyDescription("For In and NotIn.") @Nullable
            List<@Size(max = 63) String> values) {}

    /** How a label's value relates to a requirement's values. */
    public enum Operator {
        @JsonProperty("In")
        IN,
        @JsonProperty("NotIn")
        NOT_IN,
        @JsonProperty("Exists")
        EXISTS,
        @JsonProperty("DoesNotExist")
        DOES_NOT_EXIST
    }
}
