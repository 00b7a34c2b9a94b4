package io.deadlockwatch.core.waitfor;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.snapshot.Goroutine;
import io.deadlockwatch.core.snapshot.WaitState;
import io.deadlockwatch.core.waitfor.model.LockClass;
import io.deadlockwatch.core.waitfor.model.LockKind;
import io.deadlockwatch.core.waitfor.model.LockMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * All states that a few goroutines and locks can be in, checked against a search over everything they could still do. Whoever is said to be deadlocked must be stuck
 * in all of that, whatever part of the truth the dump and the model happen to show.
 */
class SmallWorldsTest {

    private static final int VIEWS = 3;

    @Test
    void twoGoroutinesAndTwoLocks() {
        assertThat(check(2, 2, 20 * VIEWS)).isGreaterThan(500);
    }

    @Test
    void threeGoroutinesAndTwoLocks() {
        assertThat(check(3, 2, VIEWS)).isGreaterThan(5_000);
    }

    @Test
    void twoGoroutinesAndThreeLocks() {
        assertThat(check(2, 3, VIEWS)).isGreaterThan(500);
    }

    @Test
    void ifEverythingIsKnownAllThatAreStuckAreFound() {
        List<SmallWorld> worlds = SmallWorld.all(3, 2);
        for (SmallWorld world : worlds) {
            assertThat(deadlocked(view(world, new Random(0), true)))
                    .as("%s", world)
                    .isEqualTo(world.stuck());
        }
    }

    /** @return how many times somebody was said to be deadlocked */
    private static int check(int goroutines, int locks, int views) {
        int claims = 0;
        Random random = new Random(goroutines * 10L + locks);
        for (SmallWorld world : SmallWorld.all(goroutines, locks)) {
            Set<Integer> stuck = world.stuck();
            for (int i = 0; i < views; i++) {
                Situation view = view(world, random, false);
                Set<Integer> deadlocked = deadlocked(view);
                claims += deadlocked.isEmpty() ? 0 : 1;
                assertThat(stuck).as("%s seen as %s", world, view).containsAll(deadlocked);
            }
        }
        return claims;
    }

    private static Set<Integer> deadlocked(Situation view) {
        ClaimFinder finder = new ClaimFinder(view, WaitForLimits.DEFAULTS);
        finder.find();
        Set<Integer> deadlocked = new TreeSet<>();
        finder.claims().stream()
                .filter(Claim::isDeadlock)
                .flatMap(claim -> claim.goroutines().stream())
                .forEach(id -> deadlocked.add(id.intValue()));
        return deadlocked;
    }

    /** What a model and a dump may show of a world: never too little of what is held, never a sure hold that is none, addresses or none. */
    private static Situation view(SmallWorld world, Random random, boolean everything) {
        boolean oneClass = random.nextBoolean();
        List<Hold> holds = new ArrayList<>();
        List<Await> awaits = new ArrayList<>();
        TermSolver solver = new TermSolver();
        List<Term> symbols = new ArrayList<>();
        for (int lock = 0; lock < world.locks(); lock++) {
            symbols.add(solver.unknown());
        }
        List<Goroutine> goroutines = new ArrayList<>();
        for (int g = 0; g < world.goroutines().size(); g++) {
            SmallWorld.Actor actor = world.goroutines().get(g);
            goroutines.add(new Goroutine(g, WaitState.of("runnable"), 0, false, false, List.of(), Optional.empty()));
            for (int lock = 0; lock < world.locks(); lock++) {
                LockMode held = actor.held().get(lock).orElse(null);
                boolean falselyShown = held == null && !everything && random.nextInt(4) == 0;
                if (held != null || falselyShown) {
                    boolean certain = held != null && (everything || random.nextInt(4) > 0);
                    LockMode mode = held == null ? (random.nextBoolean() ? LockMode.READ : LockMode.WRITE) : held;
                    Term term = everything ? Term.address(lock) : term(lock, symbols, solver, random);
                    holds.add(new Hold(g, 1, term, lockClass(lock, oneClass), mode, certain, Optional.of("x")));
                }
            }
            if (actor.awaited() >= 0) {
                Term term = everything ? Term.address(actor.awaited()) : term(actor.awaited(), symbols, solver, random);
                awaits.add(new Await(g, term, lockClass(actor.awaited(), oneClass), actor.mode()));
            }
        }
        QueueBuilder builder = new QueueBuilder(holds, awaits);
        assertThat(builder.isContradictory()).as("%s", world).isFalse();
        return new Situation(goroutines, holds, builder.queues(), true, List.of());
    }

    private static Term term(int lock, List<Term> symbols, TermSolver solver, Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> Term.address(0x1000 + 8L * lock);
            case 1 -> symbols.get(lock);
            default -> solver.unknown();
        };
    }

    private static LockClass lockClass(int lock, boolean oneClass) {
        return new LockClass(oneClass ? "T.mu" : "T.mu" + lock, LockKind.RWMUTEX, false, false, false, List.of());
    }
}
