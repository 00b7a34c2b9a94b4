package io.deadlockwatch.operator.ingest;

import static io.deadlockwatch.operator.ingest.Reports.delta;
import static io.deadlockwatch.operator.ingest.Reports.full;
import static io.deadlockwatch.operator.ingest.Reports.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.protocol.EndedIncarnation;
import io.deadlockwatch.core.protocol.LadderStatus;
import io.deadlockwatch.core.protocol.LeakSummary;
import io.deadlockwatch.core.protocol.Report;
import io.deadlockwatch.core.protocol.SamplerCost;
import io.deadlockwatch.core.protocol.StackEntry;
import io.deadlockwatch.core.protocol.StackText;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.operator.ingest.StackTable.Row;
import io.deadlockwatch.operator.testing.Given;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The table of {@link SessionProtocol}, row by row. */
class SessionProtocolTest {

    private static final String FIRST = "00000000000000aa";
    private static final String SECOND = "00000000000000bb";
    private static final Stack A = Given.blocked("shop.a");
    private static final Stack B = Given.blocked("shop.b");

    private final SessionProtocol protocol = new SessionProtocol(new StackPool());

    @Test
    void aFullReportIsWhereItBegins() {
        Session session = applied(null, full(FIRST, 1, Map.of(A, 3L)));

        assertThat(session.seq()).isEqualTo(1);
        assertThat(counts(session)).containsExactly(Map.entry(id(A), 3L));
    }

    @Test
    void aDeltaChangesWhatItNames() {
        Session first = applied(null, full(FIRST, 1, Map.of(A, 3L, B, 1L)));

        Session second = applied(first, delta(FIRST, 2, 1, Map.of(A, 5L), List.of()));

        assertThat(counts(second)).containsOnly(Map.entry(id(A), 5L), Map.entry(id(B), 1L));
    }

    @Test
    void whatADeltaDoesNotNameGrowsOlderAsItSays() {
        Session first = applied(null, full(FIRST, 1, Map.of(A, 3L, B, 1L)));
        Session gone = applied(first, delta(FIRST, 2, 1, Map.of(B, 0L), List.of()));

        Session second = applied(gone, Reports.aged(delta(FIRST, 3, 2, Map.of(), List.of()), 15_000));
        Session third = applied(second, Reports.aged(delta(FIRST, 4, 3, Map.of(A, 4L), List.of()), 15_000));
        Session longest = applied(third, Reports.aged(delta(FIRST, 5, 4, Map.of(), List.of()), Long.MAX_VALUE));

        assertThat(ages(second)).containsOnly(Map.entry(id(A), 215_000L), Map.entry(id(B), 200_000L));
        assertThat(ages(third)).as("what it names has the age that it says").containsEntry(id(A), 200_000L);
        assertThat(ages(longest)).as("no sum goes round").containsEntry(id(A), Long.MAX_VALUE);
    }

    @Test
    void aStackThatComesBackNeedsNoText() {
        Session first = applied(null, full(FIRST, 1, Map.of(A, 3L)));
        Session gone = applied(first, delta(FIRST, 2, 1, Map.of(A, 0L), List.of()));

        Session back = applied(gone, delta(FIRST, 3, 2, Map.of(A, 2L), List.of()));

        assertThat(counts(back)).containsExactly(Map.entry(id(A), 2L));
        assertThat(back.stacks()).extracting(row -> row.stack().stack()).containsExactly(A);
    }

    @Test
    void theSameReportAgainHasTheSameAnswerAndNoEffect() {
        Session first = applied(null, full(FIRST, 1, Map.of(A, 3L)));

        assertThat(protocol.apply(first, full(FIRST, 1, Map.of(A, 3L)), Given.NOW))
                .isEqualTo(new Step.Repeated(1));
    }

    @Test
    void anOvertakenReportIsIgnored() {
        Session first = applied(null, full(FIRST, 5, Map.of(A, 3L)));

        assertThat(protocol.apply(first, full(FIRST, 4, Map.of(B, 9L)), Given.NOW))
                .isEqualTo(new Step.Outdated(5));
    }

    @Test
    void aDeltaOnSomethingElseAsksForEverything() {
        Session first = applied(null, full(FIRST, 5, Map.of(A, 3L)));

        assertThat(protocol.apply(null, delta(FIRST, 2, 1, Map.of(), List.of()), Given.NOW))
                .isEqualTo(new Step.Resync());
        assertThat(protocol.apply(first, delta(FIRST, 7, 4, Map.of(), List.of()), Given.NOW))
                .isEqualTo(new Step.Resync());
        assertThat(protocol.apply(first, delta(SECOND, 7, 5, Map.of(), List.of()), Given.NOW))
                .isEqualTo(new Step.Resync());
        assertThat(protocol.apply(first, delta(FIRST, 6, 5, Map.of(B, 1L), List.of()), Given.NOW))
                .as("an entry whose text was never told")
                .isEqualTo(new Step.Resync());
    }

    @Test
    void aNewEpochReplacesAllAndAStragglerOfTheOldOneIsKnown() {
        Session first = applied(null, full(FIRST, 5, Map.of(A, 3L)));

        Session second = applied(first, full(SECOND, 1, Map.of(B, 1L)));

        assertThat(counts(second)).containsExactly(Map.entry(id(B), 1L));
        assertThat(protocol.apply(second, full(FIRST, 6, Map.of(A, 9L)), Given.NOW))
                .isEqualTo(new Step.Outdated(6));
    }

    @Test
    void aStackUnderAFalseNameIsRefused() {
        Report honest = full(FIRST, 1, Map.of(A, 3L));
        Report forged = Reports.telling(honest, List.of(new StackText(id(A), B)));

        assertThat(protocol.apply(null, forged, Given.NOW)).isInstanceOf(Step.Invalid.class);
    }

    @Test
    void moreStacksThanCanBeKeptAreRefused() {
        Session session = applied(null, full(FIRST, 1, Map.of()));
        Step step = new Step.Applied(session);
        for (int i = 0; i < 5 && step instanceof Step.Applied(Session known); i++) {
            int from = 1_000 * i;
            List<Stack> stacks = IntStream.range(from, from + 1_000)
                    .mapToObj(n -> Given.blocked("shop.f" + n))
                    .toList();
            Map<Stack, Long> all = stacks.stream().collect(Collectors.toMap(UnaryOperator.identity(), _ -> 1L));
            step = protocol.apply(known, delta(FIRST, known.seq() + 1, known.seq(), all, stacks), Given.NOW);
        }

        assertThat(step).isEqualTo(new Step.Invalid("more than 4096 stacks at once: 5000"));
    }

    private Session applied(@Nullable Session known, Report report) {
        Step step = protocol.apply(known, report, Given.NOW);
        assertThat(step).isInstanceOf(Step.Applied.class);
        return ((Step.Applied) step).session();
    }

    private static Map<String, Long> counts(Session session) {
        return StreamSupport.stream(session.stacks().spliterator(), false)
                .map(Row::entry)
                .filter(entry -> entry.count() > 0)
                .collect(Collectors.toMap(StackEntry::stack, StackEntry::count));
    }

    @Test
    void theEndOfAnIncarnationIsToldWithItsText() {
        Stack gone = Given.blocked("shop.gone");
        EndedIncarnation ended = new EndedIncarnation(
                1, EndedIncarnation.Cause.RESTARTED, "", 9, List.of(new StackEntry(id(gone), 7, 7, 90_000)));
        SessionProtocol protocol = new SessionProtocol(new StackPool());

        Report textless = Reports.climbing(full(FIRST, 1, Map.of()), ladder(ended));

        Step told = protocol.apply(null, Reports.telling(textless, List.of(new StackText(id(gone), gone))), Given.NOW);
        Step untold = protocol.apply(null, textless, Given.NOW);

        assertThat(told).isInstanceOfSatisfying(Step.Applied.class, applied -> {
            assertThat(applied.session().stacks()).isEmpty();
            assertThat(applied.session().ended()).contains(new EndedTarget(ended, Map.of(id(gone), gone)));
        });
        assertThat(untold).isInstanceOf(Step.Invalid.class);
    }

    private static Map<String, Long> ages(Session session) {
        return StreamSupport.stream(session.stacks().spliterator(), false)
                .map(Row::entry)
                .collect(Collectors.toMap(StackEntry::stack, StackEntry::blockedForMillis));
    }

    private static LadderStatus ladder(EndedIncarnation ended) {
        return new LadderStatus(15_000, false, List.of(), SamplerCost.UNKNOWN, LeakSummary.NONE, 0, Optional.of(ended));
    }
}
