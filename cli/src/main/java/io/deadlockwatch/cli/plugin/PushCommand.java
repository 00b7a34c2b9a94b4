package io.deadlockwatch.cli.plugin;

import io.deadlockwatch.cli.ExitCodes;
import io.deadlockwatch.cli.cluster.Cluster;
import io.deadlockwatch.cli.cluster.Resources;
import io.deadlockwatch.cli.cluster.Resources.Kind;
import io.deadlockwatch.cli.cluster.Tree;
import io.deadlockwatch.cli.cluster.TreeJson;
import io.deadlockwatch.cli.input.FindingFiles;
import io.deadlockwatch.cli.input.ModelFiles;
import io.deadlockwatch.core.findings.FindingSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kubectl deadlockwatch findings push}. */
@Command(
        name = "push",
        description =
                "Writes static findings into the cluster, for the pods that run the images or versions they are about.",
        footer = {
            "",
            "What is beyond 262144 characters as gzip and base64 goes into a ConfigMap beside the set, up to 1 MiB.",
            "Exit codes: 0 done, 2 wrong usage or an error."
        })
final class PushCommand implements Callable<Integer> {

    private final Tools tools;

    @Parameters(paramLabel = "SARIF", description = "SARIF 2.1.0, gzipped or not.")
    private @Nullable Path file;

    @Option(
            names = "--image",
            paramLabel = "IMAGE",
            description =
                    "The build they are about: registry/name@sha256:digest, or registry/name:tag. May be given more than once.")
    private List<String> images = List.of();

    @Option(
            names = "--app-version",
            paramLabel = "VERSION",
            description = "The same by the pods' label app.kubernetes.io/version. May be given more than once.")
    private List<String> versions = List.of();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Of the StaticFindingSet (default: from the first image).")
    private String name = "";

    @Option(
            names = "--model",
            paramLabel = "JSON",
            description =
                    "Blocking model of the same build (deadlock-guard model): lets dumps prove deadlocks on locks.")
    private @Nullable Path model;

    @Option(
            names = "--ttl",
            paramLabel = "DURATION",
            description = "How long the set stays after no pod needs it (ttlAfterUnused; default: for ever).")
    private String ttl = "";

    @Option(names = "--force-conflicts", description = "Takes over fields that somebody else wrote.")
    private boolean force;

    @Mixin
    private final ClusterOptions options = new ClusterOptions();

    @Spec
    private @Nullable CommandSpec spec;

    private PushCommand(Tools tools) {
        this.tools = tools;
    }

    /** {@code findings}: a name for what can be done with them. */
    @Command(name = "findings", description = "Works with static findings (SARIF).")
    static final class Findings {

        private Findings() {}

        /** The command with its sub-command. */
        static CommandLine of(Tools tools) {
            return new CommandLine(new Findings()).addSubcommand(new PushCommand(tools));
        }
    }

    @Override
    public Integer call() throws IOException {
        if (images.isEmpty() && versions.isEmpty()) {
            throw wrong("name what they are about: --image or --app-version");
        }
        Path sarif = Objects.requireNonNull(file);
        FindingSet findings = FindingFiles.read(sarif);
        findings.problems().forEach(tools.shell()::warn);
        Optional<Payload> prover = Optional.empty();
        if (model != null) {
            ModelFiles.read(model); // Refuses what is none.
            prover = Optional.of(Payload.of(model));
        }
        FindingSetManifest manifest =
                new FindingSetManifest(setName(), images, versions, ttl, Payload.of(sarif), prover).withinLimits();
        try (Cluster cluster = options.open(tools.clusters())) {
            String namespace = options.namespace(cluster);
            Resources resources = new Resources(cluster.api());
            List<String> maps = new ArrayList<>();
            for (Map<String, Object> map : manifest.configMaps(namespace)) {
                byte[] json = TreeJson.bytes(map);
                String its = Tree.parse("manifest", json).at("metadata", "name").text();
                resources.apply(Kind.CONFIG_MAPS, namespace, its, json, force);
                maps.add(its);
            }
            resources.apply(
                    Kind.FINDING_SETS, namespace, manifest.name(), TreeJson.bytes(manifest.set(namespace)), force);
            tools.shell()
                    .out()
                    .println("StaticFindingSet " + namespace + "/" + manifest.name() + ": "
                            + findings.findings().size() + " usable findings of " + findings.tool() + ", "
                            + findings.rejected() + " rejected"
                            + (maps.isEmpty() ? "" : ", in ConfigMap " + String.join(", ", maps)) + ".");
        }
        return ExitCodes.CLEAN;
    }

    private String setName() {
        String chosen = name.isEmpty()
                ? FindingSetManifest.nameFor(images.isEmpty() ? versions.getFirst() : images.getFirst())
                : name;
        if (!Resources.isName(chosen)) {
            throw wrong("'" + chosen + "' is no name of an object; choose one with --name");
        }
        return chosen;
    }

    private ParameterException wrong(String why) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), why);
    }
}
