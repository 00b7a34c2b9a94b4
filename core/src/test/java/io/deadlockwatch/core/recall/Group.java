package io.deadlockwatch.core.recall;

import io.deadlockwatch.core.identity.Symbol;
import io.deadlockwatch.core.judge.Judgement;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.core.snapshot.WaitState;
import java.util.List;

/** Goroutines of a program that do the same: they wait for the same in one line of one function. */
record Group(String operation, String symbol, int line) {

    /** A row of a {@code truth.tsv}: verdict, state, goroutines, innermost function, file, line, entry. */
    static Group of(List<String> row) {
        return new Group(WaitState.of(row.get(1)).operation(), Symbol.of(row.get(3)), Integer.parseInt(row.get(5)));
    }

    static Group of(Stack stack, Judgement judgement) {
        return new Group(
                stack.state().operation(),
                judgement.site().symbol(),
                judgement.where().line());
    }

    @Override
    public String toString() {
        return operation + " in " + symbol + ":" + line;
    }
}
