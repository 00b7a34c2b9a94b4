package io.deadlockwatch.cli.plugin;

import io.deadlockwatch.cli.Durations;
import io.deadlockwatch.cli.ExitCodes;
import io.deadlockwatch.cli.JudgingOptions;
import io.deadlockwatch.cli.ListOptions;
import io.deadlockwatch.cli.ModelOption;
import io.deadlockwatch.cli.Version;
import io.deadlockwatch.cli.analysis.Analysis;
import io.deadlockwatch.cli.analysis.Judging;
import io.deadlockwatch.cli.cluster.Cluster;
import io.deadlockwatch.cli.cluster.ClusterException;
import io.deadlockwatch.cli.cluster.Resources;
import io.deadlockwatch.cli.cluster.Resources.Kind;
import io.deadlockwatch.cli.cluster.Tree;
import io.deadlockwatch.cli.report.JsonReport;
import io.deadlockwatch.cli.report.Phrases;
import io.deadlockwatch.cli.report.TextReport;
import io.deadlockwatch.cli.watch.PprofPages;
import io.deadlockwatch.core.waitfor.model.BlockingModel;
import io.deadlockwatch.sampler.pprof.PprofException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kubectl deadlockwatch dump}. */
@Command(
        name = "dump",
        description = "Takes a debug=2 dump of a pod's goroutines, keeps it in a file, and says what is blocked in it.",
        footer = {
            "",
            "A dump stops the process until all goroutines are printed. So a cheap profile tells first how many there are, and a dump that",
            "would stop it for longer than the watch's pauseBudget (or --pause-budget) is refused, unless --force is given.",
            "It goes through kubectl port-forward: you need the right to do that in the pod's namespace, and nobody else gets the dump.",
            "",
            "Exit codes: 0 nothing found, 1 found, 2 wrong usage, refused, or an error."
        })
final class DumpCommand implements Callable<Integer> {

    private final Tools tools;

    @Parameters(paramLabel = "POD", description = "Name of a pod.")
    private String pod = "";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Of pprof (default: as the watch, annotations or ports of the pod say, else 6060).")
    private String port = "";

    @Option(
            names = "--pause-budget",
            paramLabel = "DURATION",
            converter = Durations.class,
            description = "Longest stop that it may cause (default: that of the watch, else 50ms).")
    private @Nullable Duration budget;

    @Option(names = "--force", description = "Takes it whatever it costs the pod.")
    private boolean force;

    @Option(names = "--save", paramLabel = "FILE", description = "Where the dump goes (default: POD-TIME.txt here).")
    private @Nullable Path file;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TEXT;

    @Mixin
    private final JudgingOptions judging = new JudgingOptions();

    @Mixin
    private final ModelOption model = new ModelOption();

    @Mixin
    private final ClusterOptions options = new ClusterOptions();

    @Mixin
    private final ListOptions list = new ListOptions();

    /** How the result is written. */
    enum Format {
        TEXT,
        JSON
    }

    DumpCommand(Tools tools) {
        this.tools = tools;
    }

    @Override
    public Integer call() throws IOException {
        Judging against = judging.judging(tools.shell());
        Optional<BlockingModel> prover = model.read();
        Path to = file == null ? DumpFile.named(pod, tools.clock().instant()) : file;
        OneDump dump;
        try (Cluster cluster = options.open(tools.clusters())) {
            String namespace = options.namespace(cluster);
            Resources resources = new Resources(cluster.api());
            Tree object = resources.get(Kind.PODS, namespace, Names.checked("a pod", pod));
            refuseUnlessRunning(object);
            Tree watch = watch(resources, namespace, object);
            PodPprof where = PodPprof.of(object, watch).at(port);
            PauseBudget pause = new PauseBudget(budget == null ? PauseBudget.of(watch) : budget, force);
            dump = take(cluster, namespace, where, pause);
        }
        DumpFile.write(to, dump.body());
        Analysis analysis = dump.analyse(against, prover, tools.shell()::warn);
        write(analysis, dump, to);
        return analysis.isClean() ? ExitCodes.CLEAN : ExitCodes.FOUND;
    }

    private OneDump take(Cluster cluster, String namespace, PodPprof where, PauseBudget pause) throws ClusterException {
        String name = "pod " + pod + ", port " + where.port() + where.path();
        try (Cluster.Forward forward = cluster.forward(namespace, "pod/" + pod, where.port())) {
            return OneDump.take(
                    PprofPages.forwarded(name, forward.port(), where.path(), where.scheme(), Version.number()), pause);
        } catch (PprofException e) {
            throw new ClusterException("no dump of " + name + ": " + e.getMessage() + " (--port names another)");
        }
    }

    private void write(Analysis analysis, OneDump dump, Path to) throws IOException {
        String kept = "Dump of " + Phrases.count(dump.goroutines(), "goroutine") + ", " + Phrases.bytes(dump.bytes())
                + ", took " + dump.took().toMillis() + " ms: " + to;
        if (format == Format.JSON) {
            tools.shell().err().println(kept);
            JsonReport.write(analysis, tools.shell().out());
        } else {
            tools.shell().out().println(kept);
            new TextReport(tools.shell().out(), tools.shell().style(), list.selection(" " + to)).write(analysis, "");
        }
    }

    private static void refuseUnlessRunning(Tree object) throws ClusterException {
        String phase = object.at("status", "phase").text();
        if (!phase.equals("Running")) {
            throw new ClusterException(
                    "pod " + object.at("metadata", "name").text() + " is " + phase + ", not Running");
        }
    }

    /** The oldest watch that selects the pod, as for the operator; none if the user may not see watches. */
    private Tree watch(Resources resources, String namespace, Tree object) throws ClusterException {
        try {
            return resources.list(Kind.WATCHES, namespace, "").stream()
                    .filter(watch -> new LabelSelector(watch.at("spec", "selector"))
                            .matches(object.at("metadata", "labels").members()))
                    .min(Comparator.comparing(
                            watch -> watch.at("metadata", "creationTimestamp").text()))
                    .orElse(Tree.of(null));
        } catch (ClusterException e) {
            if (e.isForbidden() || e.isNotFound()) {
                tools.shell().warn("watches cannot be read, so usual values are used: " + e.getMessage());
                return Tree.of(null);
            }
            throw e;
        }
    }
}
