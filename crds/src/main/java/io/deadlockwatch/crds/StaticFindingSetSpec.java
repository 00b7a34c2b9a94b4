package io.deadlockwatch.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Findings, and which versions of a service they are about. */
@ValidationRule(value = "has(self.inline) != has(self.configMap)", message = "set exactly one of inline and configMap")
@ValidationRule(
        value = "!has(self.model) || !has(self.modelConfigMap)",
        message = "set at most one of model and modelConfigMap")
@JsonIgnoreProperties(ignoreUnknown = true)
public record StaticFindingSetSpec(
        @Required @JsonPropertyDescription("The builds these findings are about.")
        AppliesTo appliesTo,

        // Not format "byte": the API server's rules read that as URL-safe base64, and refuse a '+'.
        @Size(max = 262144)
        @Pattern("^[A-Za-z0-9+/]+={0,2}$")
        @JsonPropertyDescription("SARIF, gzipped, base64.")
        @Nullable
        String inline,

        @JsonPropertyDescription("A ConfigMap key of this namespace that holds SARIF, gzipped or not.") @Nullable
        ConfigMapKey configMap,

        @Size(max = 12)
        @Pattern(Durations.PATTERN)
        @ValidationRule(
                value = "duration(self) >= duration('0s') && duration(self) <= duration('8760h')",
                message = "must be between 0s and 8760h")
        @JsonPropertyDescription("How long the set stays after no pod needs it; absent: for ever.")
        @Nullable
        String ttlAfterUnused,

        @Size(max = 262144)
        @Pattern("^[A-Za-z0-9+/]+={0,2}$")
        @JsonPropertyDescription(
                "The blocking model of the same build, as deadlock-guard model writes it, gzipped, base64. With it, dumps become wait-for graphs, which can prove a deadlock of locks.")
        @Nullable
        String model,

        @JsonPropertyDescription("A ConfigMap key of this namespace that holds the blocking model, gzipped or not.")
        @Nullable
        ConfigMapKey modelConfigMap) {

    /** The builds that findings are about. */
    @ValidationRule(
            value = "has(self.images) || has(self.versions)",
            message = "name at least one image or version that these findings are about")
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record AppliesTo(
            @Size(min = 1, max = 16)
            @JsonPropertyDescription("Images as registry/name@sha256:digest (best) or registry/name:tag.")
            @Nullable
            List<@Size(max = 512) String> images,

            @Size(min = 1, max = 16)
            @JsonPropertyDescription("Values of the pods' label app.kubernetes.io/version.")
            @Nullable
            List<@Size(max = 63) String> versions) {}

    /** A key of a ConfigMap. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record ConfigMapKey(
            @Required @Size(max = 253) @JsonPropertyDescription("The ConfigMap.")
            String name,

            @Required @Size(max = 253) @JsonPropertyDescription("The key, in data or binaryData.")
            String key) {}
}
