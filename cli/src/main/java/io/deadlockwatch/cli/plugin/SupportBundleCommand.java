package io.deadlockwatch.cli.plugin;

import io.deadlockwatch.cli.ExitCodes;
import io.deadlockwatch.cli.cluster.Cluster;
import io.deadlockwatch.cli.cluster.Resources;
import io.deadlockwatch.cli.report.Phrases;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kubectl deadlockwatch support-bundle}. */
@Command(
        name = "support-bundle",
        description = "Collects what a maintainer needs to find a fault into one tar.gz file.",
        footer = {
            "",
            "In it: versions; watches, incidents and finding sets, without payloads; Events about them; state, last log lines and metrics of",
            "the operator's pods. Not in it: Secrets, environment variables, annotations, values of arguments in stacks, and what looks like a",
            "credential. Look into it before you send it. What you may not read is left out, and missing.txt says so. At most 64 MiB before gzip.",
            "",
            "Exit codes: 0 done, 2 wrong usage or an error."
        })
final class SupportBundleCommand implements Callable<Integer> {

    private final Tools tools;

    @Mixin
    private final ScopeOptions scope = new ScopeOptions();

    @Mixin
    private final OperatorOptions operator = new OperatorOptions();

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "Where it goes (default: deadlockwatch-support-TIME.tar.gz here).")
    private @Nullable Path file;

    SupportBundleCommand(Tools tools) {
        this.tools = tools;
    }

    @Override
    public Integer call() throws IOException {
        Instant now = tools.clock().instant();
        Path to = Objects.requireNonNullElse(file, Path.of("deadlockwatch-support-" + DumpFile.stamp(now) + ".tar.gz"));
        List<String> missing;
        try (Cluster cluster = scope.open(tools.clusters());
                OutputStream out = DumpFile.create(to);
                TarGz tar = new TarGz(out, now)) {
            Bundle bundle = new Bundle(new Resources(cluster.api()), tar);
            bundle.collect(scope.namespace(cluster), operator.namespace());
            missing = bundle.finish();
        }
        missing.forEach(what -> tools.shell().warn("left out " + what));
        tools.shell().out().println(to + ", " + Phrases.bytes(Files.size(to)));
        return ExitCodes.CLEAN;
    }
}
