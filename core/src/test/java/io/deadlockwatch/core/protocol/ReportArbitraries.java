package io.deadlockwatch.core.protocol;

import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.KnownState;
import io.deadlockwatch.core.snapshot.PlainText;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.core.snapshot.WaitState;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Any report and any answer that the protocol allows. */
final class ReportArbitraries {

    private ReportArbitraries() {}

    static Arbitrary<Report> reports() {
        Arbitrary<Long> bases = Arbitraries.longs().between(0, Long.MAX_VALUE - 1);
        return Combinators.combine(pods(), ids(), bases, names(), targets(), windows(), tallies(), contents())
                .flatAs((pod, epoch, base, sampler, target, window, tallies, contents) -> counts().map(
                                grown -> new Report(
                                        pod,
                                        epoch,
                                        base + 1,
                                        base,
                                        sampler,
                                        target,
                                        window,
                                        tallies,
                                        contents.entries(),
                                        contents.stacks(),
                                        contents.ladder(),
                                        grown)));
    }

    static Arbitrary<Answer> answers() {
        Arbitrary<SamplerConfig> configs = Combinators.combine(
                        Arbitraries.integers().between(1, 65_535),
                        names(),
                        Arbitraries.of("http", "https"),
                        Arbitraries.longs().greaterOrEqual(1),
                        Arbitraries.longs().greaterOrEqual(1),
                        Arbitraries.of(true, false))
                .flatAs((port, path, scheme, interval, heartbeat, paused) -> Combinators.combine(
                                ladderConfigs(), Arbitraries.of(true, false), counts())
                        .as((ladder, grow, tellAt) -> new SamplerConfig(
                                port, path, scheme, interval, heartbeat, paused, ladder, new AgeConfig(grow, tellAt))));
        return Combinators.combine(Arbitraries.longs().greaterOrEqual(1), counts(), configs, counts())
                .as(Answer::new);
    }

    private static Arbitrary<LadderConfig> ladderConfigs() {
        return Combinators.combine(
                        Arbitraries.longs().greaterOrEqual(1),
                        counts(),
                        counts(),
                        counts(),
                        counts(),
                        Arbitraries.of(true, false))
                .as(LadderConfig::new);
    }

    private static Arbitrary<LadderStatus> ladders() {
        Arbitrary<List<Refusal>> refusals = Combinators.combine(
                        Arbitraries.integers().between(1, 3), Arbitraries.of(RefusalReason.class), counts())
                .as(Refusal::new)
                .list()
                .ofMaxSize(6);
        Arbitrary<SamplerCost> costs = Combinators.combine(counts(), counts()).as(SamplerCost::new);
        Arbitrary<LeakSummary> leaks = Combinators.combine(counts(), counts(), Arbitraries.of(true, false))
                .as(LeakSummary::new);
        Arbitrary<EndedIncarnation> ended = Combinators.combine(
                        counts(), Arbitraries.of(EndedIncarnation.Cause.class), names(), counts(), entries())
                .as(EndedIncarnation::new);
        return Combinators.combine(
                        counts(), Arbitraries.of(true, false), refusals, costs, leaks, counts(), ended.optional())
                .as(LadderStatus::new);
    }

    private static Arbitrary<List<StackEntry>> entries() {
        Arbitrary<StackFacts> facts = Combinators.combine(counts(), counts(), counts(), counts(), counts())
                .as(StackFacts::new);
        return Combinators.combine(ids(), counts(), counts(), counts(), facts)
                .as((id, a, b, blocked, more) -> new StackEntry(id, Math.max(a, b), Math.min(a, b), blocked, more))
                .list()
                .uniqueElements(StackEntry::stack)
                .ofMaxSize(12);
    }

    private static Arbitrary<String> ids() {
        return Arbitraries.longs().map(HexFormat.of()::toHexDigits);
    }

    /** Any characters that a report may hold; others are read as U+FFFD. */
    private static Arbitrary<String> names() {
        return Arbitraries.strings()
                .withCharRange('\0', '\ud7ff')
                .withCharRange('\ue000', '\uffff')
                .ofMaxLength(40)
                .map(PlainText::of);
    }

    private static Arbitrary<Long> counts() {
        return Arbitraries.longs().greaterOrEqual(0);
    }

    private static Arbitrary<Integer> lines() {
        return Arbitraries.integers().greaterOrEqual(0);
    }

    private static Arbitrary<PodRef> pods() {
        return Combinators.combine(names(), names(), names()).as(PodRef::new);
    }

    private static Arbitrary<TargetStatus> targets() {
        return Combinators.combine(counts(), Arbitraries.of(TargetState.class), names(), names())
                .as(TargetStatus::new);
    }

    private static Arbitrary<Window> windows() {
        Arbitrary<Long> ages = Arbitraries.longs().greaterOrEqual(-1);
        return Combinators.combine(counts(), counts(), ages, counts(), counts(), counts(), counts())
                .as(Window::new);
    }

    private static Arbitrary<List<SnapshotTally>> tallies() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.of(SnapshotOutcome.class),
                        counts(),
                        counts(),
                        counts(),
                        counts())
                .as(SnapshotTally::new)
                .list()
                .ofMaxSize(21);
    }

    private static Arbitrary<Contents> contents() {
        Arbitrary<StackText> text = Combinators.combine(ids(), stacks()).as(StackText::new);
        return Combinators.combine(
                        entries(), text.list().uniqueElements(StackText::id).ofMaxSize(6), ladders())
                .as(Contents::new);
    }

    private static Arbitrary<Stack> stacks() {
        Arbitrary<WaitState> states = Arbitraries.oneOf(Arbitraries.of(KnownState.class), names().map(WaitState::of));
        Arbitrary<List<Frame>> frames = Combinators.combine(names(), names(), lines(), lines())
                .as(Frame::new)
                .list()
                .ofMaxSize(8);
        return Combinators.combine(states, frames).as(Stack::new);
    }

    private record Contents(List<StackEntry> entries, List<StackText> stacks, LadderStatus ladder) {}
}
