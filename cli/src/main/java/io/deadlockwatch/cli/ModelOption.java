package io.deadlockwatch.cli;

import io.deadlockwatch.cli.analysis.CaseFile;
import io.deadlockwatch.cli.graph.LockProofs;
import io.deadlockwatch.cli.input.InputException;
import io.deadlockwatch.cli.input.ModelFiles;
import io.deadlockwatch.cli.input.SnapshotFiles;
import io.deadlockwatch.core.waitfor.model.BlockingModel;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The blocking model of the program: which locks are held where. */
public final class ModelOption {

    @Option(
            names = "--model",
            paramLabel = "JSON",
            description =
                    "Blocking model of the same build (deadlock-guard model ./... -o model.json): proves deadlocks on locks in debug=2 dumps.")
    private @Nullable Path file;

    public Optional<BlockingModel> read() throws InputException {
        return file == null ? Optional.empty() : Optional.of(ModelFiles.read(file));
    }

    /** Adds what the dumps among the snapshots prove by the model. */
    void prove(CaseFile caseFile, SnapshotFiles snapshots, Shell shell) throws InputException {
        Optional<BlockingModel> model = read();
        if (model.isPresent()) {
            LockProofs proofs = LockProofs.of(model.get(), ModelFiles.dumps(snapshots));
            proofs.byStack().forEach(caseFile::prove);
            proofs.notes().forEach(shell::warn);
        }
    }
}
