package io.deadlockwatch.cli.plugin;

import io.deadlockwatch.cli.Durations;
import io.deadlockwatch.cli.ExitCodes;
import io.deadlockwatch.cli.cluster.Cluster;
import io.deadlockwatch.cli.cluster.ClusterException;
import io.deadlockwatch.cli.cluster.Resources;
import io.deadlockwatch.cli.cluster.Tree;
import io.deadlockwatch.cli.report.Page;
import io.deadlockwatch.cli.report.Phrases;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kubectl deadlockwatch verdict}. */
@Command(
        name = "verdict",
        description = "Asks the operator whether a canary may go on: the same answer as Argo Rollouts and Flagger get.",
        footer = {"", "Exit codes: 0 pass, 1 fail, 2 inconclusive, wrong usage or an error: only a pass is a pass."})
final class VerdictCommand implements Callable<Integer> {

    private final Tools tools;

    @Option(
            names = "--workload",
            required = true,
            paramLabel = "KIND/NAME",
            description = "Deployment/orders, Rollout/orders, or the name alone.")
    private String workload = "";

    @Option(
            names = "--canary",
            required = true,
            paramLabel = "REVISION",
            description =
                    "Revision to judge: the pods' pod-template-hash, rollouts-pod-template-hash or controller-revision-hash.")
    private String canary = "";

    @Option(names = "--baseline", paramLabel = "REVISION", description = "Revision to compare with.")
    private String baseline = "";

    @Option(
            names = "--watch",
            paramLabel = "NAME",
            description = "The DeadlockWatch, where two have pods of this canary.")
    private String watch = "";

    @Option(names = "--require-findings", description = "Inconclusive while no static findings are about the canary.")
    private boolean requireFindings;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            defaultValue = "0s",
            converter = Durations.class,
            description = "Waits for a final answer, up to 30s (default: ${DEFAULT-VALUE}).")
    private Duration wait = Duration.ZERO;

    @Mixin
    private final ClusterOptions options = new ClusterOptions();

    @Mixin
    private final OperatorOptions operator = new OperatorOptions();

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "Token of the canary port, if one is set (chart value canary.tokenSecret). It goes through kubectl port-forward, since the API server's proxy takes no token along.")
    private @Nullable Path token;

    @Mixin
    private final OutputOption output = new OutputOption();

    VerdictCommand(Tools tools) {
        this.tools = tools;
    }

    @Override
    public Integer call() throws IOException {
        Tree reply;
        try (Cluster cluster = options.open(tools.clusters())) {
            String path = "/v1/canary/verdict?" + query(options.namespace(cluster));
            CanaryPort port = new CanaryPort(cluster, operator.namespace());
            reply = token == null ? port.ask(path) : port.ask(path, token);
        }
        Tree data = reply.at("data");
        String verdict = data.at("verdict").text();
        if (verdict.isEmpty()) {
            throw new ClusterException("the operator's answer has no verdict in it");
        }
        if (output.isText()) {
            write(data, verdict);
        } else {
            output.write(tools.shell(), reply);
        }
        return switch (verdict) {
            case "pass" -> ExitCodes.CLEAN;
            case "fail" -> ExitCodes.FOUND;
            default -> ExitCodes.ERROR;
        };
    }

    private String query(String namespace) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("namespace", namespace);
        parameters.put("workload", workload);
        parameters.put("canary", canary);
        parameters.put("baseline", baseline);
        parameters.put("watch", watch);
        parameters.put("requireFindings", requireFindings ? "true" : "");
        parameters.put("waitSeconds", wait.isZero() ? "" : String.valueOf(wait.toSeconds()));
        return parameters.entrySet().stream()
                .filter(parameter -> !parameter.getValue().isEmpty())
                .map(parameter -> parameter.getKey() + "=" + Resources.encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    private void write(Tree data, String verdict) {
        Page page = new Page(tools.shell().out(), tools.shell().style());
        page.line(tools.shell().style().bold(verdict.toUpperCase(Locale.ROOT)) + "  "
                + Phrases.printable(data.at("message").text()));
        page.row("because", data.at("reasons").items().stream().map(Tree::text).collect(Collectors.joining(", ")));
        page.row(
                "seen",
                data.at("podsObserved").number() + " of "
                        + Phrases.count(data.at("podsExpected").number(), "pod") + " for "
                        + Phrases.duration(
                                Duration.ofSeconds(data.at("observedSeconds").number()))
                        + ", mode " + data.at("mode").text());
        for (Tree incident : data.at("incidents").items()) {
            page.row(
                    "incident",
                    incident.at("name").text() + ", " + incident.at("verdict").text() + ", "
                            + incident.at("reason").text() + ": "
                            + Phrases.count(incident.at("goroutines").number(), "goroutine") + " in "
                            + incident.at("function").text() + " "
                            + incident.at("file").text() + ":"
                            + incident.at("line").number());
        }
        long again = data.at("retryAfterSeconds").number();
        page.row("next", again > 0 ? "ask again in " + again + " s" : "");
    }
}
