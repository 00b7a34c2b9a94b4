package io.deadlockwatch.core.recall;

import io.deadlockwatch.core.findings.FindingIndex;
import io.deadlockwatch.core.identity.FunctionNames;
import io.deadlockwatch.core.identity.StackFingerprint;
import io.deadlockwatch.core.judge.Dumps;
import io.deadlockwatch.core.judge.Judge;
import io.deadlockwatch.core.judge.Judgement;
import io.deadlockwatch.core.judge.Leaks;
import io.deadlockwatch.core.judge.Observation;
import io.deadlockwatch.core.judge.Policy;
import io.deadlockwatch.core.judge.Surroundings;
import io.deadlockwatch.core.snapshot.GoroutineIds;
import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.core.snapshot.StackCount;
import io.deadlockwatch.core.snapshot.StackDetail;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is taken of a program before it is judged: two snapshots {@value #APART_SECONDS} seconds apart, and more. */
enum Way {
    PROFILES("early.pb.gz", "late.pb.gz", false, "debug=0 twice"),
    PROFILES_AND_LEAK("early.pb.gz", "late.pb.gz", true, "+ leak"),
    DUMPS("early.debug2.txt.gz", "late.debug2.txt.gz", false, "debug=2 twice"),
    DUMPS_AND_LEAK("early.debug2.txt.gz", "late.debug2.txt.gz", true, "+ leak");

    private static final int APART_SECONDS = 72;

    /** As many samples as an interval of 15 s gives in that time; only the first and the last were kept. */
    private static final int SAMPLES = 6;

    private final String early;
    private final String late;
    private final boolean leak;
    private final String title;

    Way(String early, String late, boolean leak, String title) {
        this.early = early;
        this.late = late;
        this.leak = leak;
        this.title = title;
    }

    String title() {
        return title;
    }

    boolean isPossible(Program program) {
        return program.has(early) && program.has(late);
    }

    /** What is reported of a program, each group with the strongest of its judgements. */
    Map<Group, Judgement> reported(Program program, FindingIndex findings, Policy policy) {
        FunctionNames names = new FunctionNames();
        Judge judge = Judge.withBuiltInCatalogue();
        Snapshot last = program.read(late);
        Map<String, StackCount> before = byFingerprint(program.read(early), names);
        Leaks leaks = leak ? Leaks.of(program.read("leak.pb.gz"), names) : Leaks.of(last, names);
        Surroundings surroundings = Surroundings.of(last);
        Map<Group, Judgement> reported = new HashMap<>();
        byFingerprint(last, names).forEach((fingerprint, now) -> {
            Observation seen = observation(now, before.get(fingerprint)).with(leaks.of(fingerprint));
            judge.judge(seen, findings, policy, surroundings)
                    .ifPresent(judgement -> reported.merge(
                            Group.of(now.stack(), judgement),
                            judgement,
                            (a, b) -> a.verdict().compareTo(b.verdict()) >= 0 ? a : b));
        });
        return reported;
    }

    private static Observation observation(StackCount now, @Nullable StackCount before) {
        Duration apart = Duration.ofSeconds(APART_SECONDS);
        if (before == null) {
            return new Observation(now.stack(), now.count(), now.count(), Duration.ZERO, 1)
                    .grown(0)
                    .with(Dumps.of(now.detail()));
        }
        long min = Math.min(now.count(), before.count());
        return new Observation(now.stack(), now.count(), min, apart, SAMPLES)
                .with(Dumps.of(before.detail(), now.detail(), apart));
    }

    private static Map<String, StackCount> byFingerprint(Snapshot snapshot, FunctionNames names) {
        Map<String, StackCount> stacks = new HashMap<>();
        for (StackCount stack : snapshot.stacks()) {
            stacks.merge(StackFingerprint.of(stack.stack(), names), stack, Way::both);
        }
        return stacks;
    }

    /** Stacks that differ in nothing that a fingerprint counts, such as a line in the standard library. */
    private static StackCount both(StackCount one, StackCount other) {
        StackDetail a = one.detail();
        StackDetail b = other.detail();
        Set<Long> ids = new HashSet<>();
        a.ids().stream().forEach(ids::add);
        b.ids().stream().forEach(ids::add);
        StackDetail detail = new StackDetail(
                a.leaked() + b.leaked(),
                Math.min(a.minMinutes(), b.minMinutes()),
                Math.max(a.maxMinutes(), b.maxMinutes()),
                a.origin().equals(b.origin()) ? a.origin() : Optional.empty(),
                GoroutineIds.of(ids.stream().mapToLong(id -> id).toArray()));
        return new StackCount(one.stack(), one.count() + other.count(), detail);
    }
}
