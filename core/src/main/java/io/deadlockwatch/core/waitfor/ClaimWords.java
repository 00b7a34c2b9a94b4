package io.deadlockwatch.core.waitfor;

import io.deadlockwatch.core.snapshot.Goroutine;
import io.deadlockwatch.core.waitfor.model.LockMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Puts claims into words. */
final class ClaimWords {

    private static final int EXPLAINED = 20;

    private final Situation situation;
    private final CertainWaits waits;
    private final Suspects suspects;
    private final Map<Integer, List<Hold>> holdsOf;

    ClaimWords(Situation situation, CertainWaits waits, Suspects suspects) {
        this.situation = situation;
        this.waits = waits;
        this.suspects = suspects;
        this.holdsOf = situation.holds().stream().collect(Collectors.groupingBy(Hold::goroutine));
    }

    Cycle cycle(List<Integer> goroutines) {
        List<WaitStep> steps = new ArrayList<>();
        for (int i = 0; i < goroutines.size(); i++) {
            int waiter = goroutines.get(i);
            steps.add(step(waiter, queue(waiter), goroutines.get((i + 1) % goroutines.size())));
        }
        return new Cycle(steps);
    }

    Cycle recursiveReader(int reader) {
        LockQueue queue = queue(reader);
        String taken = holdsOf.getOrDefault(reader, List.of()).stream()
                .filter(hold -> hold.term().equals(queue.term()))
                .flatMap(hold -> hold.place().stream())
                .findFirst()
                .orElse("");
        return new Cycle(List.of(step(
                reader,
                queue,
                reader,
                "holds it for reading already (" + taken + "), and a writer in between waits for that to end")));
    }

    WaitStep step(int waiter, LockQueue queue, int blocker) {
        Optional<Blocker> by = queue.certain().stream()
                .filter(each -> each.goroutine() == blocker)
                .findFirst();
        if (by.isEmpty()) {
            by = queue.possible().stream()
                    .filter(each -> each.goroutine() == blocker)
                    .findFirst();
        }
        String holding = by.map(each -> each.hold()
                        .map(ClaimWords::holds)
                        .orElse("waits for it for writing, ahead of all readers that come later"))
                .orElse("is the only one that can hold it");
        return step(waiter, queue, blocker, holding);
    }

    ClosedSet closedSet(List<Integer> goroutines) {
        List<Long> ids = situation.ids(goroutines);
        List<String> reasons = new ArrayList<>();
        for (int waiter : goroutines.subList(0, Math.min(goroutines.size(), EXPLAINED))) {
            LockQueue queue = queue(waiter);
            Set<Integer> owners = owners(queue);
            String whose = queue.certain().isEmpty()
                    ? ", which only " + Words.goroutines(situation.ids(owners)) + " can hold"
                    : ", which " + Words.goroutines(situation.ids(owners)) + " "
                            + (owners.size() == 1 ? "holds" : "hold");
            reasons.add(waits(List.of(situation.id(waiter)), queue) + whose + held(waiter));
        }
        if (goroutines.size() > EXPLAINED) {
            reasons.add("and so on for " + (goroutines.size() - EXPLAINED) + " more");
        }
        reasons.add(
                ids.size() == 1
                        ? "nobody else can hold what it waits for, so it can never go on"
                        : "all that can hold what they wait for are among them, so none of them can ever go on");
        return new ClosedSet(ids, reasons);
    }

    /** Why nothing is claimed of a queue. */
    String unclaimed(LockQueue queue) {
        String waiting = waits(situation.ids(queue.waiters()), queue) + ": no deadlock is claimed; ";
        String excluded = StuckSet.excluded(queue);
        if (!excluded.isEmpty()) {
            return waiting + excluded;
        }
        Set<Integer> owners = owners(queue);
        for (int owner : owners) {
            if (waits.queue(owner).isEmpty()) {
                Goroutine goroutine = situation.goroutines().get(owner);
                return waiting + "goroutine " + goroutine.id() + " "
                        + (queue.certain().isEmpty() ? "can hold" : "holds") + " it and is in ["
                        + goroutine.state().words() + "] in " + Words.place(goroutine);
            }
        }
        return waiting
                + (owners.isEmpty()
                        ? "no goroutine of the dump is known to hold it"
                        : "those that can hold it wait themselves for somebody who may go on");
    }

    String lock(LockQueue queue) {
        return Words.name(queue.lock(), queue.term());
    }

    /** All that can own what a queue waits for; those who surely do, if there are any. */
    Set<Integer> owners(LockQueue queue) {
        Set<Integer> owners = new TreeSet<>();
        queue.certain().forEach(blocker -> owners.add(blocker.goroutine()));
        if (owners.isEmpty()) {
            queue.possible().forEach(blocker -> owners.add(blocker.goroutine()));
            suspects.poolsOf(queue).forEach(pool -> owners.addAll(suspects.members(pool)));
        }
        return owners;
    }

    String place(int goroutine) {
        return Words.place(situation.goroutines().get(goroutine));
    }

    private WaitStep step(int waiter, LockQueue queue, int blocker, String holding) {
        return new WaitStep(
                situation.id(waiter), place(waiter), lock(queue), queue.mode().words(), situation.id(blocker), holding);
    }

    private String waits(List<Long> ids, LockQueue queue) {
        String mode = queue.mode().words();
        return Words.goroutines(ids) + (ids.size() == 1 ? " waits for " : " wait for ") + lock(queue)
                + (mode.isEmpty() ? "" : " " + mode) + " in "
                + place(queue.waiters().getFirst());
    }

    private String held(int goroutine) {
        List<String> held = holdsOf.getOrDefault(goroutine, List.of()).stream()
                .filter(hold -> hold.place().isPresent())
                .map(hold -> (hold.certain() ? "" : "perhaps ") + Words.name(hold.lock(), hold.term()) + " ("
                        + hold.place().get() + ")")
                .toList();
        return held.isEmpty() ? "" : "; it holds " + String.join(", ", held);
    }

    private static String holds(Hold hold) {
        String mode = hold.mode() == LockMode.READ ? " for reading" : "";
        return (hold.certain() ? "holds it" : "may hold it")
                + mode
                + hold.place().map(place -> " (" + place + ")").orElse("");
    }

    private LockQueue queue(int goroutine) {
        return waits.queue(goroutine).orElseThrow();
    }
}
