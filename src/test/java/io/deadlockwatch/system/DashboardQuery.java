package io.deadlockwatch.system;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A query of one of the chart's Grafana dashboards. */
record DashboardQuery(String dashboard, String panel, String expression) {

    /** All queries of all dashboards, with a workload chosen as Grafana's variables would. */
    static List<DashboardQuery> all(Path repository, String namespace, String workload) throws IOException {
        List<DashboardQuery> queries = new ArrayList<>();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(repository.resolve("helm/deadlockwatch/files/dashboards"), "*.json")) {
            for (Path file : files) {
                for (var panel : Prometheus.parse(Files.readString(file)).get("panels")) {
                    for (var target : panel.get("targets")) {
                        String expression = target.get("expr")
                                .asText()
                                .replace("$__rate_interval", "30s")
                                .replace("$namespace", namespace)
                                .replace("$workload", workload);
                        queries.add(new DashboardQuery(
                                String.valueOf(file.getFileName()),
                                panel.get("title").asText(),
                                expression));
                    }
                }
            }
        }
        return queries;
    }
}
