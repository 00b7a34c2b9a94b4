package io.deadlockwatch.cli;

import io.deadlockwatch.cli.input.FindingFiles;
import io.deadlockwatch.core.findings.FindingSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code deadlockwatch findings}. */
@Command(name = "findings", description = "Works with static findings (SARIF).")
final class FindingsCommand {

    private final Shell shell;

    FindingsCommand(Shell shell) {
        this.shell = shell;
    }

    @Command(
            name = "check",
            description =
                    "Says which results of SARIF files can be matched with goroutines, and why the others cannot.",
            footer = {"", "Exit codes: 0 all results are usable, 1 some are not, 2 wrong usage or no SARIF."})
    int check(
            @Parameters(arity = "1..*", paramLabel = "FILE", description = "SARIF 2.1.0, gzipped or not.")
                    List<Path> files)
            throws IOException {
        int rejected = 0;
        for (Path file : files) {
            FindingSet set = FindingFiles.read(file);
            rejected += set.rejected();
            shell.out()
                    .println(file + ": " + (set.tool().isEmpty() ? "unnamed tool" : set.tool()) + ", "
                            + set.findings().size() + " usable, " + set.rejected() + " rejected");
            set.problems().forEach(problem -> shell.out().println("  " + problem));
        }
        return rejected == 0 ? ExitCodes.CLEAN : ExitCodes.FOUND;
    }
}
