package io.deadlockwatch.cli;

import io.deadlockwatch.cli.graph.GraphDot;
import io.deadlockwatch.cli.graph.GraphJson;
import io.deadlockwatch.cli.graph.GraphMermaid;
import io.deadlockwatch.cli.graph.GraphText;
import io.deadlockwatch.cli.graph.LockStory;
import io.deadlockwatch.cli.graph.Picture;
import io.deadlockwatch.cli.input.InputException;
import io.deadlockwatch.cli.input.ModelFiles;
import io.deadlockwatch.cli.input.SnapshotFiles;
import io.deadlockwatch.core.snapshot.Dump;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code deadlockwatch graph}. */
@Command(
        name = "graph",
        description =
                "Shows who waits for which lock and, with a model, who holds it and which goroutines are deadlocked.",
        footer = {
            "",
            "Exit codes: 0 no deadlock, 1 goroutines wait for each other's locks, 2 wrong usage or unreadable input."
        })
final class GraphCommand implements Callable<Integer> {

    private static final int MOST = 50;
    private static final int MOST_DUMPS = 2;

    /** How the graph is written. */
    enum Format {
        TEXT,
        DOT,
        MERMAID,
        JSON
    }

    private final Shell shell;

    @Parameters(
            arity = "1..2",
            paramLabel = "DUMP",
            description =
                    "debug=2 dumps or crashes of one process, oldest first; a second one makes proof of what both show.")
    private List<Path> files = List.of();

    @Mixin
    private final ModelOption model = new ModelOption();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, dot, mermaid or json (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TEXT;

    @Option(names = "--all", description = "Shows all locks; else the " + MOST + " that most wait for.")
    private boolean all;

    @Spec
    private @Nullable CommandSpec spec;

    GraphCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        if (files.size() > MOST_DUMPS) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    files.size() + " dumps are named, limit is " + MOST_DUMPS);
        }
        SnapshotFiles read = SnapshotFiles.read(files, shell.in(), Optional.empty(), shell::warn);
        for (int i = 0; i < read.taken().size(); i++) {
            if (!read.taken().get(i).isDump()) {
                throw new InputException(
                        read.taken().get(i).name(),
                        "tells no single goroutines: a graph needs /debug/pprof/goroutine?debug=2, or a crash");
            }
        }
        List<Dump> dumps = ModelFiles.dumps(read);
        LockStory story = LockStory.of(model.read(), dumps);
        Picture picture = Picture.of(story.graph(), all ? Integer.MAX_VALUE : MOST);
        switch (format) {
            case TEXT -> new GraphText(shell.out(), shell.style()).write(story, picture);
            case DOT -> new GraphDot(shell.out()).write(story, picture);
            case MERMAID -> new GraphMermaid(shell.out()).write(story, picture);
            case JSON -> GraphJson.write(story, shell.out());
        }
        return story.hasDeadlock() ? ExitCodes.FOUND : ExitCodes.CLEAN;
    }
}
