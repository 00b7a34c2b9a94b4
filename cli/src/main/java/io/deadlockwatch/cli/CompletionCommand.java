package io.deadlockwatch.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code deadlockwatch completion}. */
@Command(
        name = "completion",
        description = "Prints a script with which bash and zsh complete this command.",
        footer = {
            "",
            "For this shell:   source <(deadlockwatch completion)",
            "For all of them:  deadlockwatch completion > ~/.local/share/bash-completion/completions/deadlockwatch"
        })
final class CompletionCommand implements Callable<Integer> {

    private final Shell shell;

    @Spec
    private @Nullable CommandSpec spec;

    CompletionCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        CommandLine root = Objects.requireNonNull(spec).root().commandLine();
        shell.out().print(AutoComplete.bash(root.getCommandName(), root));
        return ExitCodes.CLEAN;
    }
}
