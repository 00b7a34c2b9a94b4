package io.deadlockwatch.core.waitfor;

import io.deadlockwatch.core.internal.Problems;
import io.deadlockwatch.core.snapshot.Dump;
import io.deadlockwatch.core.snapshot.Goroutine;
import io.deadlockwatch.core.waitfor.model.BlockingModel;
import java.util.ArrayList;
import java.util.List;

/** Joins a model with a dump. It sees what fits, tells the solver what the stacks say, tells the locks of one line apart, and asks who holds and awaits what. */
final class SituationReader {

    private final BlockingModel model;
    private final WaitForLimits limits;
    private final TermSolver solver = new TermSolver();
    private final Addresses addresses = new Addresses(solver);

    SituationReader(BlockingModel model, WaitForLimits limits) {
        this.model = model;
        this.limits = limits;
    }

    /**
     * Joins.
     *
     * @throws RefusedException if the dump breaks a limit, or contradicts the model
     */
    Situation read(Dump dump) throws RefusedException {
        RefusedException.check(dump.goroutines().size(), limits.maxGoroutines(), "goroutines", "maxGoroutines");
        StackPlacer placer = new StackPlacer(model);
        List<PlacedStack> stacks = new ArrayList<>();
        for (Goroutine goroutine : dump.goroutines()) {
            stacks.add(placer.place(goroutine));
        }
        ModelFit fit = ModelFit.of(stacks);
        stacks.replaceAll(fit::trusted);

        List<Hold> holds = new ArrayList<>();
        List<Await> awaits = new ArrayList<>();
        List<Releases> releases = new ArrayList<>();
        StackFacts facts = new StackFacts(solver, addresses);
        for (int i = 0; i < stacks.size(); i++) {
            facts.add(i, stacks.get(i));
            RefusedException.check(solver.size(), limits.maxTerms(), "addresses to compare", "maxTerms");
        }
        stacks = new LockLines(solver, addresses).narrow(stacks);
        AwaitReader awaitReader = new AwaitReader(solver, addresses);
        HoldReader holdReader = new HoldReader(model, solver, addresses);
        for (int i = 0; i < stacks.size(); i++) {
            PlacedStack stack = stacks.get(i);
            awaitReader.read(i, stack).ifPresent(awaits::add);
            holds.addAll(holdReader.read(i, stack));
            releases.add(new Releases(solver, addresses, i, stack));
            RefusedException.check(solver.size(), limits.maxTerms(), "addresses to compare", "maxTerms");
            RefusedException.check(holds.size() + awaits.size(), limits.maxEdges(), "edges", "maxEdges");
        }
        if (solver.isContradicted()) {
            throw new RefusedException("the dump contradicts the model: an address would have two values. "
                    + "The model is of another build, or of other sources");
        }
        holds.replaceAll(hold -> releases.get(hold.goroutine()).weaken(hold).at(solver.find(hold.term())));
        awaits.replaceAll(await -> await.at(solver.find(await.term())));
        QueueBuilder builder = new QueueBuilder(holds, awaits);
        if (builder.isContradictory()) {
            throw new RefusedException("the dump contradicts the model: a lock would have two owners. "
                    + "The model is of another build, or of other sources");
        }
        return new Situation(dump.goroutines(), holds, builder.queues(), dump.complete(), words(fit));
    }

    private static List<String> words(ModelFit fit) {
        Problems problems = new Problems();
        fit.misfits().stream()
                .map(frame ->
                        "the model does not fit " + Words.place(frame.call().frame())
                                + ": what the stack shows there is not what the model has; " + ModelFit.file(frame)
                                + " is not trusted")
                .distinct()
                .forEach(problems::add);
        return problems.list();
    }
}
