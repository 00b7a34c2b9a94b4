package io.deadlockwatch.core.waitfor;

import io.deadlockwatch.core.snapshot.Dump;
import io.deadlockwatch.core.snapshot.Goroutine;
import io.deadlockwatch.core.waitfor.model.BlockingModel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says which goroutines of a dump are deadlocked. A pure function of model and dump; its time and memory grow as they do. */
public final class WaitForAnalysis {

    private final WaitForLimits limits;

    /** An analysis with the default limits. */
    public WaitForAnalysis() {
        this(WaitForLimits.DEFAULTS);
    }

    public WaitForAnalysis(WaitForLimits limits) {
        this.limits = limits;
    }

    /**
     * Judges a dump by the model of the same build.
     *
     * @return no claims, and the reason, if the dump breaks a limit or contradicts the model
     */
    public WaitForVerdicts analyse(BlockingModel model, Dump dump) {
        try {
            Situation situation = new SituationReader(model, limits).read(dump);
            ClaimFinder finder = new ClaimFinder(situation, limits);
            finder.find();
            return new WaitForVerdicts(
                    GraphBuilder.of(situation), finder.claims(), finder.refusals(), involved(dump, finder.claims()));
        } catch (RefusedException e) {
            return WaitForVerdicts.refused(String.valueOf(e.getMessage()));
        }
    }

    private static Map<Long, Goroutine> involved(Dump dump, List<Claim> claims) {
        Set<Long> ids = new HashSet<>();
        claims.forEach(claim -> ids.addAll(claim.goroutines()));
        Map<Long, Goroutine> involved = new HashMap<>();
        for (Goroutine goroutine : dump.goroutines()) {
            if (ids.contains(goroutine.id())) {
                involved.put(goroutine.id(), goroutine);
            }
        }
        return involved;
    }
}
