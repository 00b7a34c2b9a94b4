package io.deadlockwatch.operator.waitfor;

import io.deadlockwatch.core.identity.StackFingerprint;
import io.deadlockwatch.core.snapshot.Call;
import io.deadlockwatch.core.snapshot.Dump;
import io.deadlockwatch.core.snapshot.Goroutine;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.core.text.GoroutineDumpReader;
import io.deadlockwatch.core.text.TextLimits;
import io.deadlockwatch.core.waitfor.Claim;
import io.deadlockwatch.core.waitfor.Confirmation;
import io.deadlockwatch.core.waitfor.WaitForAnalysis;
import io.deadlockwatch.core.waitfor.WaitForLimits;
import io.deadlockwatch.core.waitfor.WaitForVerdicts;
import io.deadlockwatch.core.waitfor.model.BlockingModel;
import io.deadlockwatch.operator.ingest.StoredDump;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From the dumps of a process and the model of its build to what is said of its stacks. Only what two dumps show alike is said. */
final class DumpJoiner {

    /** As many goroutines as a watch may ask a sampler to dump. */
    private static final int MAX_GOROUTINES = 10_000;

    private static final int MAX_CLAIMS = 100;
    private static final TextLimits TEXT = new TextLimits(
            TextLimits.GO_DUMP_BYTES, 16 << 10, 1_024, 160, 10_000, 40_000, 3 << 20, MAX_GOROUTINES, MAX_GOROUTINES);
    private static final WaitForLimits LIMITS = new WaitForLimits(MAX_GOROUTINES, 500_000, 200_000, MAX_CLAIMS);

    private final GoroutineDumpReader reader = new GoroutineDumpReader(TEXT);
    private final WaitForAnalysis analysis = new WaitForAnalysis(LIMITS);

    /**
     * Joins them.
     *
     * @param dumps one or two of one process, the older first
     * @throws IOException if one cannot be read
     */
    Joined join(BlockingModel model, List<StoredDump> dumps) throws IOException {
        WaitForVerdicts last = analysis.analyse(model, read(dumps.getLast()));
        if (last.claims().isEmpty()) {
            return Joined.NOTHING;
        }
        if (dumps.size() < 2) {
            return new Joined(last.claims().stream().anyMatch(Claim::isDeadlock), Map.of());
        }
        WaitForVerdicts first = analysis.analyse(model, read(dumps.getFirst()));
        Duration apart =
                Duration.between(dumps.getFirst().receivedAt(), dumps.getLast().receivedAt());
        List<Claim> confirmed = new ArrayList<>();
        boolean unconfirmed = false;
        for (Confirmation.Verdict verdict : Confirmation.of(first, last)) {
            if (verdict.confirmed()) {
                confirmed.add(verdict.claim());
            } else {
                unconfirmed |= verdict.claim().isDeadlock();
            }
        }
        return new Joined(unconfirmed, byStack(confirmed, last.involved(), apart));
    }

    private Dump read(StoredDump dump) throws IOException {
        try (InputStream text = dump.text()) {
            Dump read = reader.readDump(text);
            return dump.header().partial() ? new Dump(read.goroutines(), false, read.problems()) : read;
        }
    }

    private static Map<String, WaitFor> byStack(List<Claim> claims, Map<Long, Goroutine> involved, Duration apart) {
        Map<String, List<Claim>> claimsOf = new LinkedHashMap<>();
        for (Claim claim : claims) {
            claim.goroutines().stream()
                    .flatMap(id -> Optional.ofNullable(involved.get(id)).stream())
                    .map(DumpJoiner::stackId)
                    .distinct()
                    .forEach(stack -> claimsOf.computeIfAbsent(stack, _ -> new ArrayList<>())
                            .add(claim));
        }
        Causes causes = new Causes(claims);
        Map<String, WaitFor> byStack = new HashMap<>();
        claimsOf.forEach((stack, own) -> {
            Optional<String> proof =
                    own.stream().filter(Claim::isDeadlock).findFirst().map(claim -> ClaimText.title(claim, apart));
            byStack.put(stack, new WaitFor(proof, ClaimText.of(causes.with(own), apart)));
        });
        return byStack;
    }

    private static String stackId(Goroutine goroutine) {
        return StackFingerprint.of(new Stack(
                goroutine.state(), goroutine.calls().stream().map(Call::frame).toList()));
    }
}
