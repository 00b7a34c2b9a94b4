package io.deadlockwatch.cli.watch;

import io.deadlockwatch.cli.analysis.CaseFile;
import io.deadlockwatch.cli.graph.LockProofs;
import io.deadlockwatch.cli.input.InputException;
import io.deadlockwatch.cli.input.ModelFiles;
import io.deadlockwatch.core.snapshot.Dump;
import io.deadlockwatch.core.waitfor.model.BlockingModel;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The last dump of a process, kept to be held against the next: what both show of locks is proven. */
final class Dumps {

    private final Optional<BlockingModel> model;
    private @Nullable Dump before;

    Dumps(Optional<BlockingModel> model) {
        this.model = model;
    }

    void add(Target.Fetched fetched, CaseFile file, Journal journal) {
        if (model.isEmpty()) {
            return;
        }
        try {
            Dump dump = ModelFiles.dump(fetched.body());
            LockProofs proofs = LockProofs.of(model.get(), before == null ? List.of(dump) : List.of(before, dump));
            before = dump;
            proofs.byStack().forEach(file::prove);
            proofs.notes().stream().limit(3).forEach(journal::note);
        } catch (InputException e) {
            journal.note(String.valueOf(e.getMessage()));
        }
    }

    void forget() {
        before = null;
    }
}
