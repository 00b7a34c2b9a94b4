package io.deadlockwatch.cli.plugin;

import io.deadlockwatch.cli.Shell;
import io.deadlockwatch.cli.cluster.Tree;
import io.deadlockwatch.cli.cluster.TreeJson;
import io.deadlockwatch.cli.report.Json;
import io.deadlockwatch.cli.report.Yaml;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** For people, or the API's own objects for programs: these keep their meaning for as long as the API version does. */
final class OutputOption {

    /** How a result is written. */
    enum Format {
        TEXT,
        JSON,
        YAML
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, json or yaml (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TEXT;

    boolean isText() {
        return format == Format.TEXT;
    }

    /** Writes objects as a List, as kubectl does. */
    void write(Shell shell, List<Tree> items) throws IOException {
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("apiVersion", "v1");
        list.put("kind", "List");
        list.put("items", items.stream().map(OutputOption::readable).toList());
        write(shell, Tree.of(list));
    }

    /** Without who wrote which field: kubectl leaves that out, too. */
    private static Object readable(Tree object) {
        Map<String, @Nullable Object> kept = values(object);
        Map<String, @Nullable Object> metadata = values(object.at("metadata"));
        if (metadata.containsKey("managedFields")) {
            metadata.remove("managedFields");
            kept.put("metadata", metadata);
        }
        return kept;
    }

    private static Map<String, @Nullable Object> values(Tree object) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        object.members().forEach((name, member) -> values.put(name, member.value()));
        return values;
    }

    /** Writes one object. */
    void write(Shell shell, Tree tree) throws IOException {
        if (format == Format.YAML) {
            new Yaml(shell.out()).write(readable(tree));
        } else {
            Json.write(shell.out(), json -> TreeJson.write(json, readable(tree)));
        }
    }
}
