package io.deadlockwatch.core.waitfor;

import io.deadlockwatch.core.snapshot.Goroutine;
import java.util.List;
import java.util.Map;

/**
 * What one dump says about locks. Nothing here is confirmed: see {@link Confirmation}.
 *
 * @param claims those that prove most first; never more than {@link WaitForLimits#maxClaims}
 * @param refusals what is not claimed and why, in sentences for people; bounded
 * @param involved the goroutines that the claims speak of, by id
 */
public record WaitForVerdicts(
        WaitForGraph graph, List<Claim> claims, List<String> refusals, Map<Long, Goroutine> involved) {

    public WaitForVerdicts {
        claims = List.copyOf(claims);
        refusals = List.copyOf(refusals);
        involved = Map.copyOf(involved);
    }

    static WaitForVerdicts refused(String reason) {
        return new WaitForVerdicts(WaitForGraph.EMPTY, List.of(), List.of(reason), Map.of());
    }
}
