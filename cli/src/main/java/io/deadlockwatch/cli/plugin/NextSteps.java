package io.deadlockwatch.cli.plugin;

import io.deadlockwatch.cli.analysis.Standing;
import io.deadlockwatch.cli.cluster.Tree;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What to do about an incident, most urgent first, as commands to copy where there is one. */
final class NextSteps {

    private static final int SUPPRESSED_DAYS = 7;

    private NextSteps() {}

    static List<String> of(Incident incident, Instant now) {
        List<String> steps = new ArrayList<>();
        String in = " -n " + incident.namespace();
        if (incident.isResolved()) {
            steps.add("nothing: it is resolved ("
                    + incident.status().at("resolution").text() + ")");
            return steps;
        }
        if (incident.isSuppressed(now)) {
            Tree suppress = incident.object().at("spec", "suppress");
            steps.add("nothing until " + suppress.at("until").text() + ": suppressed, "
                    + suppress.at("reason").text());
            steps.add("end that:");
            steps.add("  kubectl deadlockwatch suppress " + incident.name() + in + " --clear");
            return steps;
        }
        incident.status().at("pods").items().stream().findFirst().ifPresent(pod -> {
            steps.add("keep what a pod can tell, before it is gone:");
            steps.add("  kubectl deadlockwatch dump " + pod.at("name").text() + in);
        });
        if (incident.standing() == Standing.SUSPECTED) {
            steps.add("make sure: static findings of this build tell more:");
            steps.add("  kubectl deadlockwatch findings push FILE.sarif --image IMAGE" + in);
        } else {
            if (isRestartable(incident)) {
                steps.add("free them, and what they hold, for a while:");
                steps.add("  kubectl rollout restart " + incident.workload().toLowerCase(Locale.ROOT) + in);
            }
            steps.add("fix " + incident.place() + " in " + incident.function());
        }
        steps.add("if it is known and harmless:");
        steps.add("  kubectl deadlockwatch suppress " + incident.name() + in
                + " --reason 'why' --until "
                + now.plus(SUPPRESSED_DAYS, ChronoUnit.DAYS).truncatedTo(ChronoUnit.DAYS));
        return steps;
    }

    private static boolean isRestartable(Incident incident) {
        return List.of("Deployment", "StatefulSet", "DaemonSet")
                .contains(incident.object().at("spec", "workload", "kind").text());
    }
}
