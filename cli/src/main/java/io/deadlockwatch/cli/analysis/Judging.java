package io.deadlockwatch.cli.analysis;

import io.deadlockwatch.core.findings.FindingIndex;
import io.deadlockwatch.core.identity.FunctionNames;
import io.deadlockwatch.core.identity.NamedStack;
import io.deadlockwatch.core.judge.Benign;
import io.deadlockwatch.core.judge.BenignCatalogue;
import io.deadlockwatch.core.judge.Judge;
import io.deadlockwatch.core.judge.Match;
import io.deadlockwatch.core.judge.Matcher;
import io.deadlockwatch.core.judge.Observation;
import io.deadlockwatch.core.judge.Opinion;
import io.deadlockwatch.core.judge.Policy;
import io.deadlockwatch.core.judge.Surroundings;
import java.util.Optional;

/** What stacks are held against: findings, the catalogue of benign waits, and what the user asks. */
public final class Judging {

    private final FindingIndex findings;
    private final Policy policy;
    private final FunctionNames names = new FunctionNames();
    private final BenignCatalogue benign = BenignCatalogue.builtIn();
    private final Judge judge = new Judge(benign, names);
    private final Matcher matcher = new Matcher(names);

    public Judging(FindingIndex findings, Policy policy) {
        this.findings = findings;
        this.policy = policy;
    }

    public FindingIndex findings() {
        return findings;
    }

    public Policy policy() {
        return policy;
    }

    FunctionNames names() {
        return names;
    }

    Opinion opinion(Observation seen, Surroundings surroundings) {
        return judge.opinion(seen, findings, policy, surroundings);
    }

    /** The finding that fits best, whatever its confidence. */
    Optional<Match> match(Observation seen, Surroundings surroundings) {
        return matcher.match(seen, findings, policy, surroundings);
    }

    Optional<Benign> benign(NamedStack stack) {
        return benign.find(stack);
    }
}
