package io.deadlockwatch.cli.plugin;

import io.deadlockwatch.cli.analysis.Analysis;
import io.deadlockwatch.cli.analysis.CaseFile;
import io.deadlockwatch.cli.analysis.Judging;
import io.deadlockwatch.cli.analysis.Taken;
import io.deadlockwatch.cli.cluster.ClusterException;
import io.deadlockwatch.cli.graph.LockProofs;
import io.deadlockwatch.cli.input.InputException;
import io.deadlockwatch.cli.input.ModelFiles;
import io.deadlockwatch.cli.input.Source;
import io.deadlockwatch.cli.watch.Rung;
import io.deadlockwatch.cli.watch.Target;
import io.deadlockwatch.core.waitfor.model.BlockingModel;
import io.deadlockwatch.sampler.pprof.PprofException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A profile and then a dump of one process. */
record OneDump(Target.Fetched profile, Target.Fetched dump, Duration apart) {

    /** Looks cheaply first, to know what the dump will cost. */
    static OneDump take(Target target, PauseBudget budget) throws PprofException, ClusterException {
        long start = System.nanoTime();
        Target.Fetched profile = target.fetch(Rung.STACKS);
        budget.check(profile.snapshot().goroutines());
        Target.Fetched dump = target.fetch(Rung.DUMP);
        return new OneDump(profile, dump, Duration.ofNanos(System.nanoTime() - start));
    }

    long goroutines() {
        return dump.snapshot().goroutines();
    }

    long bytes() {
        return dump.bytes();
    }

    Duration took() {
        return dump.took();
    }

    Source body() {
        return dump.body();
    }

    /** What both together say. */
    Analysis analyse(Judging judging, Optional<BlockingModel> model, Consumer<String> warnings) throws InputException {
        CaseFile file = CaseFile.of(
                judging,
                List.of(
                        new Taken(profile.body().name(), profile.snapshot(), 0),
                        new Taken(dump.body().name(), dump.snapshot(), apart.toNanos())));
        if (model.isPresent()) {
            LockProofs proofs = LockProofs.of(model.get(), List.of(ModelFiles.dump(dump.body())));
            proofs.byStack().forEach(file::prove);
            proofs.notes().forEach(warnings);
        }
        return file.conclude();
    }
}
