package io.deadlockwatch.cli.plugin;

import io.deadlockwatch.cli.cluster.ClusterException;
import io.deadlockwatch.cli.cluster.Resources;
import io.deadlockwatch.cli.cluster.Resources.Kind;
import io.deadlockwatch.cli.cluster.Tree;
import io.deadlockwatch.core.findings.Finding;
import io.deadlockwatch.core.findings.SarifReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds the text of the finding that predicted an incident: the incident names only its set and rule. */
final class FindingLookup {

    private final Resources resources;
    private final Consumer<String> warnings;

    FindingLookup(Resources resources, Consumer<String> warnings) {
        this.resources = resources;
        this.warnings = warnings;
    }

    /** The finding of that rule that fits best: the same site, else the nearest line of the same file. */
    Optional<Finding> of(Incident incident) {
        String set = incident.status().at("finding", "set").text();
        String rule = incident.status().at("finding", "ruleId").text();
        if (set.isEmpty() || !Resources.isName(set)) {
            return Optional.empty();
        }
        try {
            String site = incident.object().at("spec", "site").text();
            String file = incident.status().at("location", "file").text();
            long line = incident.status().at("location", "line").number();
            return new SarifReader()
                    .read(new ByteArrayInputStream(payload(incident.namespace(), set))).findings().stream()
                            .filter(finding -> finding.ruleId().equals(rule))
                            .filter(finding -> finding.site().equals(site) || isSameFile(file, finding))
                            .min(Comparator.comparing(
                                            (Finding finding) -> !finding.site().equals(site))
                                    .thenComparing(
                                            finding -> Math.abs(finding.line().line() - line)));
        } catch (IOException e) {
            warnings.accept("the text of finding " + rule + " cannot be read from StaticFindingSet " + set + ": "
                    + e.getMessage());
            return Optional.empty();
        }
    }

    private static boolean isSameFile(String compiled, Finding finding) {
        String file = finding.line().file();
        return !file.isEmpty() && ("/" + compiled).endsWith("/" + file.substring(file.lastIndexOf('/') + 1));
    }

    private byte[] payload(String namespace, String set) throws ClusterException {
        Tree spec = resources.get(Kind.FINDING_SETS, namespace, set).at("spec");
        String inline = spec.at("inline").text();
        if (!inline.isEmpty()) {
            return decoded(inline);
        }
        String name = spec.at("configMap", "name").text();
        String key = spec.at("configMap", "key").text();
        Tree map = resources.get(Kind.CONFIG_MAPS, namespace, Names.checked("a ConfigMap", name));
        String binary = map.at("binaryData", key).text();
        return binary.isEmpty() ? map.at("data", key).text().getBytes(StandardCharsets.UTF_8) : decoded(binary);
    }

    private static byte[] decoded(String base64) throws ClusterException {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new ClusterException("its payload is not base64");
        }
    }
}
