package io.deadlockwatch.core.protocol;

import static io.deadlockwatch.core.protocol.JsonInput.checkCount;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the part of a report that is about the ladder; whatever is missing in it says nothing. */
final class LadderReader {

    /** Rungs times reasons of this version, with room for those of later ones. */
    private static final int REFUSALS = 64;

    private static final int LAST_RUNG = 3;

    private final JsonInput in;

    LadderReader(JsonInput in) {
        this.in = in;
    }

    LadderStatus read() throws IOException {
        long intervalMillis = 0;
        boolean wantsDump = false;
        List<Refusal> refusals = List.of();
        SamplerCost cost = SamplerCost.UNKNOWN;
        LeakSummary leak = LeakSummary.NONE;
        long forgottenStacks = 0;
        Optional<EndedIncarnation> ended = Optional.empty();
        in.beginObject("ladder");
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "intervalMillis" -> intervalMillis = in.number("ladder.intervalMillis", 0);
                case "wantsDump" -> wantsDump = in.flag("ladder.wantsDump");
                case "refusals" -> refusals = refusals();
                case "cost" -> cost = cost();
                case "leak" -> leak = leak();
                case "forgottenStacks" -> forgottenStacks = in.number("ladder.forgottenStacks", 0);
                case "ended" -> ended = ended();
                default -> in.skip();
            }
        }
        return new LadderStatus(intervalMillis, wantsDump, refusals, cost, leak, forgottenStacks, ended);
    }

    private List<Refusal> refusals() throws IOException {
        List<Refusal> refusals = new ArrayList<>();
        in.beginArray("refusals");
        for (int n = 1; in.nextObject("refusals[]"); n++) {
            checkCount(n, REFUSALS, "refusals", "elements");
            Refusal refusal = refusal();
            if (refusal != null) {
                refusals.add(refusal);
            }
        }
        return refusals;
    }

    /** Null for a rung or a reason that a later version invented: it feeds metrics only. */
    private @Nullable Refusal refusal() throws IOException {
        int rung = 0;
        String reason = "";
        long count = 0;
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "rung" -> rung = in.integer("refusals[].rung", 1, Integer.MAX_VALUE);
                case "reason" -> reason = in.text("refusals[].reason");
                case "count" -> count = in.number("refusals[].count", 0);
                default -> in.skip();
            }
        }
        for (RefusalReason known : RefusalReason.values()) {
            if (rung >= 1 && rung <= LAST_RUNG && known.wire().equals(reason)) {
                return new Refusal(rung, known, count);
            }
        }
        return null;
    }

    private SamplerCost cost() throws IOException {
        long cpuMillis = 0;
        long memoryBytes = 0;
        in.beginObject("cost");
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "cpuMillis" -> cpuMillis = in.number("cost.cpuMillis", 0);
                case "memoryBytes" -> memoryBytes = in.number("cost.memoryBytes", 0);
                default -> in.skip();
            }
        }
        return new SamplerCost(cpuMillis, memoryBytes);
    }

    private LeakSummary leak() throws IOException {
        long profiles = 0;
        long ageMillis = 0;
        boolean mainToo = false;
        in.beginObject("leak");
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "profiles" -> profiles = in.number("leak.profiles", 0);
                case "ageMillis" -> ageMillis = in.number("leak.ageMillis", 0);
                case "mainToo" -> mainToo = in.flag("leak.mainToo");
                default -> in.skip();
            }
        }
        return new LeakSummary(profiles, ageMillis, mainToo);
    }

    /** Empty for a cause that a later version invented. */
    private Optional<EndedIncarnation> ended() throws IOException {
        long incarnation = 0;
        String cause = "";
        String buildId = "";
        long goodSamples = 0;
        List<StackEntry> entries = List.of();
        in.beginObject("ended");
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "incarnation" -> incarnation = in.number("ended.incarnation", 0);
                case "cause" -> cause = in.text("ended.cause");
                case "buildId" -> buildId = in.text("ended.buildId");
                case "goodSamples" -> goodSamples = in.number("ended.goodSamples", 0);
                case "entries" ->
                    entries = new EntryFields(in, "ended.entries").list(EndedIncarnation.MAX_ENTRIES, "ended");
                default -> in.skip();
            }
        }
        for (EndedIncarnation.Cause known : EndedIncarnation.Cause.values()) {
            if (known.wire().equals(cause)) {
                return Optional.of(new EndedIncarnation(incarnation, known, buildId, goodSamples, entries));
            }
        }
        return Optional.empty();
    }
}
