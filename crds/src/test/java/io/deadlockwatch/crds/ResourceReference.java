package io.deadlockwatch.crds;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A resource definition as a page for people: every field with its type, its default, its limits, and what the API server refuses. */
final class ResourceReference {

    private final StringBuilder page = new StringBuilder();

    /** The page of these definitions. */
    static String of(List<CustomResourceDefinition> definitions) {
        ResourceReference reference = new ResourceReference();
        reference.page.append("""
                # Resources

                Generated from the definitions in `crds/`; a test keeps it as they are. `kubectl explain` says the same. All are namespaced, of group `deadlockwatch.io`, version `v1alpha1`.
                A field in bold is required. Durations are written as `15s`, `1m30s`, `0s`.
                """);
        definitions.forEach(reference::add);
        return reference.page.toString();
    }

    private void add(CustomResourceDefinition definition) {
        var names = definition.getSpec().getNames();
        var version = definition.getSpec().getVersions().getFirst();
        page.append("\n## ").append(names.getKind()).append('\n');
        page.append("Short name `")
                .append(String.join("`, `", names.getShortNames()))
                .append("`. `kubectl get` shows: ");
        page.append(String.join(
                        ", ",
                        version.getAdditionalPrinterColumns().stream()
                                .map(column -> column.getName())
                                .toList()))
                .append(".\n");
        JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
        root.getProperties().forEach((name, schema) -> {
            List<String> refusals = new ArrayList<>();
            page.append("\n### ").append(name).append("\n| field | type | meaning |\n|---|---|---|\n");
            rows("", schema, refusals);
            rules("", schema, refusals);
            if (!refusals.isEmpty()) {
                page.append("\nThe API server refuses a resource, in these words:\n");
                refusals.forEach(refusal -> page.append("- ").append(refusal).append('\n'));
            }
        });
    }

    private void rows(String path, JSONSchemaProps parent, List<String> refusals) {
        List<String> required = Objects.requireNonNullElse(parent.getRequired(), List.of());
        properties(parent).forEach((name, schema) -> {
            String field = path + name;
            String shown = "`" + field + "`";
            page.append("| ").append(required.contains(name) ? "**" + shown + "**" : shown);
            page.append(" | ").append(type(schema)).append(limits(schema));
            page.append(" | ").append(cell(Objects.requireNonNullElse(schema.getDescription(), "")));
            page.append(" |\n");
            rules(field, schema, refusals);
            rows(field + ".", schema, refusals);
            items(schema).ifPresent(items -> {
                rules(field + "[]", items, refusals);
                rows(field + "[].", items, refusals);
            });
        });
    }

    private static void rules(String field, JSONSchemaProps schema, List<String> refusals) {
        for (ValidationRule rule :
                Objects.requireNonNullElse(schema.getXKubernetesValidations(), List.<ValidationRule>of())) {
            refusals.add((field.isEmpty() ? "" : "`" + field + "`: ") + rule.getMessage());
        }
    }

    private static Map<String, JSONSchemaProps> properties(JSONSchemaProps schema) {
        return Objects.requireNonNullElse(schema.getProperties(), Map.of());
    }

    private static Optional<JSONSchemaProps> items(JSONSchemaProps schema) {
        return Optional.ofNullable(schema.getItems()).map(items -> items.getSchema());
    }

    private static String type(JSONSchemaProps schema) {
        if (schema.getEnum() != null && !schema.getEnum().isEmpty()) {
            return String.join(
                    ", ",
                    schema.getEnum().stream()
                            .map(value -> "`" + value.asText() + "`")
                            .toList());
        }
        Optional<JSONSchemaProps> items = items(schema);
        if (items.isPresent()) {
            return "list of " + type(items.get()) + limits(items.get());
        }
        if (Boolean.TRUE.equals(schema.getXKubernetesIntOrString())) {
            return "number or string";
        }
        return switch (Objects.requireNonNullElse(schema.getType(), "any")) {
            case "object" -> schema.getAdditionalProperties() == null ? "object" : "map of strings";
            case "string" -> "date-time".equals(schema.getFormat()) ? "time" : "string";
            default -> Objects.requireNonNullElse(schema.getType(), "any");
        };
    }

    /** Default and bounds. */
    private static String limits(JSONSchemaProps schema) {
        List<String> limits = new ArrayList<>();
        if (schema.getDefault() != null && !schema.getDefault().isContainerNode()) {
            limits.add("default `" + schema.getDefault().asText() + "`");
        }
        if (schema.getMinimum() != null && schema.getMaximum() != null) {
            limits.add(number(schema.getMinimum()) + " to " + number(schema.getMaximum()));
        } else if (schema.getMinimum() != null) {
            limits.add("at least " + number(schema.getMinimum()));
        }
        if (schema.getMaxLength() != null) {
            limits.add("at most " + schema.getMaxLength() + " characters");
        }
        if (schema.getMaxItems() != null) {
            limits.add("at most " + schema.getMaxItems());
        }
        return limits.isEmpty() ? "" : "; " + String.join("; ", limits);
    }

    private static String number(double value) {
        return String.valueOf(Math.round(value));
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }
}
