package io.deadlockwatch.operator.reconcile;

import io.deadlockwatch.crds.Condition;
import io.deadlockwatch.crds.ConditionStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the conditions of a status; a condition that says what it said before keeps its time. */
final class Conditions {

    private static final int MAX_TEXT = 1_024;

    private final List<Condition> before;
    private final @Nullable Long generation;
    private final Instant now;
    private final List<Condition> all = new ArrayList<>();

    Conditions(@Nullable List<Condition> before, @Nullable Long generation, Instant now) {
        this.before = before == null ? List.of() : before;
        this.generation = generation;
        this.now = now.truncatedTo(ChronoUnit.SECONDS);
    }

    Conditions add(String type, boolean holds, String reason, String message) {
        return add(type, holds ? ConditionStatus.TRUE : ConditionStatus.FALSE, reason, message);
    }

    Conditions add(String type, ConditionStatus status, String reason, String message) {
        Instant since = before.stream()
                .filter(old -> old.type().equals(type) && old.status() == status)
                .map(Condition::lastTransitionTime)
                .findFirst()
                .orElse(now);
        String text = message.length() <= MAX_TEXT ? message : message.substring(0, MAX_TEXT);
        all.add(new Condition(type, status, generation, since, reason, text));
        return this;
    }

    List<Condition> list() {
        return List.copyOf(all);
    }

    /** Whether any condition of the one list has another status or reason in the other. */
    static boolean flipped(@Nullable List<Condition> one, @Nullable List<Condition> other) {
        return !essence(one).equals(essence(other));
    }

    private static List<List<Object>> essence(@Nullable List<Condition> conditions) {
        return conditions == null
                ? List.of()
                : conditions.stream()
                        .map(each -> List.<Object>of(each.type(), each.status(), each.reason()))
                        .toList();
    }
}
