package io.deadlockwatch.cli.plugin;

import io.deadlockwatch.cli.cluster.Tree;
import java.util.ArrayList;
import java.util.List;

/** What speaks for an incident, as sentences. */
final class Reasons {

    private Reasons() {}

    static List<String> of(Incident incident) {
        List<String> reasons = new ArrayList<>();
        for (Tree evidence : incident.status().at("evidence").items()) {
            reasons.add("- " + sentence(evidence.text()));
        }
        return reasons;
    }

    /** An operator that is newer than this may know more kinds; their names say something, too. */
    private static String sentence(String evidence) {
        return switch (evidence) {
            case "Persistent" -> "Persistent: they were there in every sample for longer than report.blockedFor";
            case "Growing" -> "Growing: there are more and more of them, and none goes";
            case "Unreachable" -> "Unreachable: Go's own leak detector finds that nothing can ever wake them";
            case "Cycle" -> "Cycle: they wait for each other's locks";
            case "StaticMatch" -> "StaticMatch: a static finding predicted that they block just here";
            default -> evidence;
        };
    }
}
