package io.deadlockwatch.cli;

import io.deadlockwatch.core.findings.FindingSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code deadlockwatch findings}. */
@Command(
        name = "findings",
        description = "Works with static findings (SARIF).",
        subcommands = FindingsCommand.Check.class)
final class FindingsCommand {

    /** {@code deadlockwatch findings check}. */
    @Command(
            name = "check",
            description =
                    "Says which results of SARIF files can be matched with goroutines, and why the others cannot.",
            footer = {"", "Exit codes: 0 all results are usable, 1 some are not, 2 wrong usage or no SARIF."})
    static final class Check implements Callable<Integer> {

        @Parameters(arity = "1..*", paramLabel = "FILE", description = "SARIF 2.1.0, gzipped or not.")
        private List<Path> files = List.of();

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
            int rejected = 0;
            for (Path file : files) {
                FindingSet set = Inputs.findings(file);
                rejected += set.rejected();
                out.println(file + ": " + (set.tool().isEmpty() ? "unnamed tool" : set.tool()) + ", "
                        + set.findings().size() + " usable, " + set.rejected() + " rejected");
                set.problems().forEach(problem -> out.println("  " + problem));
            }
            out.flush();
            return rejected == 0 ? ExitCodes.CLEAN : ExitCodes.FOUND;
        }
    }
}
