package io.deadlockwatch.crds;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Adds to a generated definition what the generator cannot express; the reasons are in {@code docs/adr/0003}. */
final class SchemaFinish implements CRDPostProcessor {

    /** What a schema says beyond the annotations, by path below the root. */
    private static final Map<String, Consumer<JSONSchemaProps>> BY_PATH = Map.of(
            "status.conditions",
            listMap("type"),
            "status.gaps",
            listMap("reason"),
            "spec.report.ignore",
            schema -> schema.setXKubernetesListType("atomic"));

    private static final List<String> INT64 = List.of("observedGeneration");

    private final Map<String, Class<?>> kinds;

    SchemaFinish(List<Class<? extends HasMetadata>> kinds) {
        var bySimpleName = new HashMap<String, Class<?>>();
        kinds.forEach(kind -> bySimpleName.put(kind.getSimpleName(), kind));
        this.kinds = Map.copyOf(bySimpleName);
    }

    @Override
    public HasMetadata process(HasMetadata generated, String crdSpecVersion) {
        var definition = (CustomResourceDefinition) generated;
        var names = definition.getSpec().getNames();
        names.setCategories(List.of("deadlockwatch-all"));
        Class<?> kind = Objects.requireNonNull(kinds.get(names.getKind()), names.getKind());
        for (CustomResourceDefinitionVersion version : definition.getSpec().getVersions()) {
            version.getAdditionalPrinterColumns().sort(asWritten(kind));
            JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
            root.setRequired(List.of("spec"));
            walk("", root);
        }
        return definition;
    }

    /** The generator sorts columns by path; people read them in the order of the annotations. */
    private static Comparator<CustomResourceColumnDefinition> asWritten(Class<?> kind) {
        List<String> names = Arrays.stream(kind.getAnnotationsByType(AdditionalPrinterColumn.class))
                .map(AdditionalPrinterColumn::name)
                .toList();
        return Comparator.comparing(column -> names.indexOf(column.getName()));
    }

    private static void walk(String path, JSONSchemaProps schema) {
        BY_PATH.getOrDefault(path, _ -> {}).accept(schema);
        if ("integer".equals(schema.getType())) {
            schema.setFormat(INT64.stream().anyMatch(path::endsWith) ? "int64" : "int32");
        }
        // A record component's annotation stands on its field and on its accessor: the generator collects rules from
        // both.
        if (schema.getXKubernetesValidations() != null) {
            schema.setXKubernetesValidations(new ArrayList<>(new LinkedHashSet<>(schema.getXKubernetesValidations())));
        }
        schema.getProperties().forEach((name, property) -> walk(path.isEmpty() ? name : path + "." + name, property));
        if (schema.getItems() != null && schema.getItems().getSchema() != null) {
            walk(path + "[]", schema.getItems().getSchema());
        }
    }

    private static Consumer<JSONSchemaProps> listMap(String key) {
        return schema -> {
            schema.setXKubernetesListType("map");
            schema.setXKubernetesListMapKeys(List.of(key));
        };
    }
}
