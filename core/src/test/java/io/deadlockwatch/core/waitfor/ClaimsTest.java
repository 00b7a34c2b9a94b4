package io.deadlockwatch.core.waitfor;

import static io.deadlockwatch.core.waitfor.Given.A;
import static io.deadlockwatch.core.waitfor.Given.B;
import static io.deadlockwatch.core.waitfor.Given.RW;
import static io.deadlockwatch.core.waitfor.Given.acquires;
import static io.deadlockwatch.core.waitfor.Given.at;
import static io.deadlockwatch.core.waitfor.Given.lock;
import static io.deadlockwatch.core.waitfor.Given.may;
import static io.deadlockwatch.core.waitfor.Given.passing;
import static io.deadlockwatch.core.waitfor.Given.read;
import static io.deadlockwatch.core.waitfor.Given.releasing;
import static io.deadlockwatch.core.waitfor.Given.use;
import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.waitfor.Confirmation.Verdict;
import io.deadlockwatch.core.waitfor.model.LockClass;
import io.deadlockwatch.core.waitfor.model.LockKind;
import io.deadlockwatch.core.waitfor.model.LockUse;
import io.deadlockwatch.core.waitfor.model.Operation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is claimed of goroutines that wait for locks, what refuses a claim, and in which words. */
class ClaimsTest {

    private static final LockUse HOLDS_A = use("p0+8", A);
    private static final LockUse HOLDS_B = use("p0+16", B);
    private static final String ONE = "main.(*svc).one(0xc000001000)@15";
    private static final String TWO = "main.(*svc).two(0xc000001000)@25";

    /** one: a, then b; two: b, then a. */
    private static Given crossed() {
        return new Given()
                .method("one", 10, acquires(12, HOLDS_A), acquires(15, HOLDS_B, HOLDS_A))
                .method("two", 20, acquires(22, HOLDS_B), acquires(25, HOLDS_A, HOLDS_B));
    }

    @Test
    void aCircleSaysWhoHoldsAndAwaitsWhatWhere() {
        WaitForVerdicts verdicts = crossed()
                .locking(18, "0xc000001010", ONE)
                .locking(19, "0xc000001008", TWO)
                .analysed();

        assertThat(verdicts.claims()).singleElement().satisfies(claim -> {
            assertThat(claim).isInstanceOf(Cycle.class);
            assertThat(claim.goroutines()).containsExactly(18L, 19L);
            assertThat(claim.reasons())
                    .containsExactly(
                            "goroutine 18 waits for svc.b at 0xc000001010 in main.(*svc).one svc.go:15; "
                                    + "goroutine 19 holds it (locked at main.(*svc).two svc.go:22)",
                            "goroutine 19 waits for svc.a at 0xc000001008 in main.(*svc).two svc.go:25; "
                                    + "goroutine 18 holds it (locked at main.(*svc).one svc.go:12)",
                            "they wait for each other in a circle, and none of them can ever go on");
        });
    }

    @Test
    void locksOfOneLineAreToldApartByTheAddressThatIsAwaited() {
        Given given = new Given()
                .method("one", 10, acquires(10, HOLDS_A), acquires(10, HOLDS_B, HOLDS_A))
                .method("two", 20, acquires(20, HOLDS_B), acquires(20, HOLDS_A, HOLDS_B))
                .locking(18, "0xc000001010", "main.(*svc).one(0xc000001000)@10")
                .locking(19, "0xc000001008", "main.(*svc).two(0xc000001000)@20");

        assertThat(given.analysed().claims()).singleElement().satisfies(claim -> {
            assertThat(claim).isInstanceOf(Cycle.class);
            assertThat(claim.goroutines()).containsExactly(18L, 19L);
        });
    }

    @Test
    void whatALaterStackSaysTellsTheLocksOfALineApart() {
        LockUse a = use("g:svc.A", A);
        LockUse b = use("g:svc.B", B);
        Given given = new Given()
                .method("one", 10, acquires(10, a), acquires(10, b, a))
                .method("two", 20, acquires(22, b), acquires(25, a, b))
                .locking(18, "0x60f1b0", "main.(*svc).one()@10")
                .locking(19, "0x60f1a8", "main.(*svc).two()@25");

        assertThat(given.analysed().claims()).singleElement().isInstanceOf(Cycle.class);
    }

    @Test
    void whatALineLeavesOpenCanStillBeClosed() {
        Given given = new Given()
                .method("one", 10, acquires(10, HOLDS_A), acquires(10, HOLDS_B, HOLDS_A))
                .method("two", 20, acquires(22, HOLDS_B), acquires(25, HOLDS_A, HOLDS_B))
                .locking(18, "0xc000001010", "main.(*svc).one(0xc000001000?)@10")
                .locking(19, "0xc000001008", "main.(*svc).two(0xc000001000)@25");

        assertThat(given.analysed().claims())
                .as("goroutine 18 waits for what 19 surely holds, and nobody but 18 can hold what 19 waits for")
                .singleElement()
                .isInstanceOf(ClosedSet.class);
    }

    @Test
    void whoeverWaitsForTheFirstLockOfALineHoldsNoneOfIt() {
        Given given = new Given()
                .method("one", 10, acquires(10, HOLDS_A), acquires(10, HOLDS_B, HOLDS_A))
                .method("two", 20, acquires(22, HOLDS_B), acquires(25, HOLDS_A, HOLDS_B))
                .locking(18, "0xc000001008", "main.(*svc).one(0xc000001000)@10")
                .locking(19, "0xc000001008", "main.(*svc).two(0xc000001000)@25");

        assertThat(given.analysed().claims()).isEmpty();
    }

    @Test
    void aWaiterForALockThatNoneOfTheLineIsContradictsTheModel() {
        Given given = new Given()
                .method("one", 10, acquires(10, HOLDS_A), acquires(10, HOLDS_B, HOLDS_A))
                .locking(18, "0xc000007770", "main.(*svc).one(0xc000001000)@10");

        assertThat(given.analysed().refusals()).singleElement().asString().contains("contradicts the model");
    }

    @Test
    void twoInstancesCrossNothing() {
        assertThat(crossed()
                        .locking(18, "0xc000001010", ONE)
                        .locking(19, "0xc000002008", "main.(*svc).two(0xc000002000)@25")
                        .analysed()
                        .claims())
                .isEmpty();
    }

    @Test
    void staleWordsAreNotUsedButNobodyElseCanHoldTheLocks() {
        assertThat(crossed()
                        .locking(18, "0xc000001010", "main.(*svc).one(0xc000009000?)@15")
                        .locking(19, "0xc000001008", "main.(*svc).two(0xc000007000?)@25")
                        .analysed()
                        .claims())
                .singleElement()
                .isInstanceOf(Cycle.class);
        assertThat(crossed()
                        .locking(18, "0xc000001010?", "main.(*svc).one(0xc000001000?)@15")
                        .locking(19, "0xc000001008?", "main.(*svc).two(0xc000001000?)@25")
                        .analysed()
                        .claims())
                .singleElement()
                .isInstanceOf(ClosedSet.class);
    }

    @Test
    void aThirdThatCanHoldTheLockAndRunsRefusesAClosedSet() {
        WaitForVerdicts verdicts = crossed()
                .locking(18, "0xc000001010?", "main.(*svc).one(0xc000001000?)@15")
                .locking(19, "0xc000001008?", "main.(*svc).two(0xc000001000?)@25")
                .goroutine(20, "runnable", "main.(*svc).two(0xc000005000?)@23")
                .analysed();

        assertThat(verdicts.claims()).isEmpty();
        assertThat(verdicts.refusals()).anyMatch(why -> why.contains("goroutine 20 can hold it and is in [runnable]"));
    }

    @Test
    void framesThatAreLeftOutCanHoldAnything() {
        Given given = crossed()
                .locking(18, "0xc000001010?", "main.(*svc).one(0xc000001000?)@15")
                .locking(19, "0xc000001008?", "main.(*svc).two(0xc000001000?)@25")
                .goroutine(20, "sleep", "main.deep(...)@1", "...204 frames elided...", "main.main(...)@2");

        assertThat(given.dump().goroutines().getLast().elided()).isTrue();
        assertThat(given.analysed().claims()).isEmpty();
    }

    @Test
    void whatAnotherGoroutineMayUnlockIsNotSurelyHeld() {
        LockClass handed = new LockClass("svc.b", LockKind.MUTEX, true, false, false, List.of());
        LockUse holdsHanded = use("p0+16", handed);
        WaitForVerdicts verdicts = new Given()
                .method("one", 10, acquires(15, holdsHanded, HOLDS_A))
                .method("two", 20, acquires(25, HOLDS_A, holdsHanded))
                .locking(18, "0xc000001010", ONE)
                .locking(19, "0xc000001008", TWO)
                .analysed();

        assertThat(verdicts.claims()).isEmpty();
        assertThat(verdicts.refusals()).anyMatch(why -> why.contains("unlocks it without having locked it"));
    }

    @Test
    void whatIsOpenOrLostProvesNoClosedSet() {
        for (LockClass weak : List.of(
                new LockClass("svc.b", LockKind.MUTEX, false, true, false, List.of()),
                new LockClass("svc.b", LockKind.MUTEX, false, false, true, List.of()))) {
            LockUse holdsWeak = use("p0+16", weak);
            assertThat(new Given()
                            .method("one", 10, acquires(15, holdsWeak, HOLDS_A))
                            .method("two", 20, acquires(25, HOLDS_A, holdsWeak))
                            .locking(18, "0xc000001010?", "main.(*svc).one(0x0?)@15")
                            .locking(19, "0xc000001008?", "main.(*svc).two(0x0?)@25")
                            .analysed()
                            .claims())
                    .isEmpty();
        }
    }

    @Test
    void aLockThatMayBeHeldOnlyMakesNoCircle() {
        LockUse mayHoldB = may(HOLDS_B);
        assertThat(new Given()
                        .method("one", 10, acquires(15, HOLDS_B, HOLDS_A))
                        .method("two", 20, acquires(25, HOLDS_A, mayHoldB))
                        .locking(18, "0xc000001010", ONE)
                        .locking(19, "0xc000001008", TWO)
                        .analysed()
                        .claims())
                .noneMatch(Cycle.class::isInstance);
    }

    @Test
    void whatAnInnerFunctionMayHaveReleasedIsNotSurelyHeld() {
        assertThat(new Given()
                        .method("outer", 10, passing(at(15, Operation.CALL, "main.(*svc).inner", HOLDS_A), "p0"))
                        .method("inner", 20, releasing(acquires(25, HOLDS_B), HOLDS_A))
                        .method("two", 30, acquires(35, HOLDS_A, HOLDS_B))
                        .locking(
                                18,
                                "0xc000001010",
                                "main.(*svc).inner(0xc000001000)@25",
                                "main.(*svc).outer(0xc000001000)@15")
                        .locking(19, "0xc000001008", "main.(*svc).two(0xc000001000)@35")
                        .analysed()
                        .claims())
                .noneMatch(Cycle.class::isInstance);
    }

    @Test
    void aCallPassesAddressesOnEvenThroughInlinedFrames() {
        assertThat(new Given()
                        .method("outer", 10, passing(at(15, Operation.CALL, "main.(*svc).inner", HOLDS_A), "p0"))
                        .method("inner", 20, acquires(25, HOLDS_A))
                        .locking(18, "0xc000001008", "main.(*svc).inner(...)@25", "main.(*svc).outer(0x1?)@15")
                        .analysed()
                        .claims())
                .singleElement()
                .isInstanceOfSatisfying(
                        Cycle.class, cycle -> assertThat(cycle.steps()).hasSize(1));
    }

    @Test
    void aReaderThatReadsAgainBehindAWriterWaitsForItself() {
        LockUse reads = read("p0+24", RW);
        List<Claim> claims = new Given()
                .method("get", 10, acquires(15, reads, reads))
                .readLocking(18, "main.(*svc).get(0xc000001000)@15")
                .analysed()
                .claims();

        assertThat(claims).singleElement().satisfies(claim -> {
            assertThat(claim).isInstanceOf(Cycle.class);
            assertThat(claim.reasons().getFirst()).contains("holds it for reading already");
        });
    }

    @Test
    void readersDoNotWaitForReaders() {
        LockUse reads = read("p0+24", RW);
        assertThat(new Given()
                        .method("one", 10, acquires(15, reads, HOLDS_A))
                        .method("two", 20, acquires(25, HOLDS_A, reads))
                        .readLocking(18, "main.(*svc).one(0xc000001000)@15")
                        .locking(19, "0xc000001008", "main.(*svc).two(0xc000001000)@25")
                        .analysed()
                        .claims())
                .noneMatch(Claim::isDeadlock);
    }

    @Test
    void whoeverWaitsForADeadlockIsBehindIt() {
        WaitForVerdicts verdicts = crossed()
                .locking(18, "0xc000001010", ONE)
                .locking(19, "0xc000001008", TWO)
                .locking(30, "0xc000001008", "main.(*svc).one(0xc000001000)@12")
                .locking(31, "0xc000001008", "main.(*svc).one(0xc000001000)@12")
                .analysed();

        assertThat(verdicts.claims())
                .filteredOn(Behind.class::isInstance)
                .singleElement()
                .satisfies(claim -> {
                    assertThat(claim.goroutines()).containsExactly(30L, 31L);
                    assertThat(claim.isDeadlock()).isTrue();
                });
    }

    @Test
    void aHolderThatSendsIsTheCauseAndNoDeadlock() {
        WaitForVerdicts verdicts = new Given()
                .method("push", 10, at(15, Operation.SEND, "", HOLDS_A))
                .method("take", 20, acquires(22, HOLDS_A))
                .goroutine(18, "chan send", "main.(*svc).push(0xc000001000)@15")
                .locking(19, "0xc000001008", "main.(*svc).take(0xc000001000)@22")
                .analysed();

        assertThat(verdicts.claims()).singleElement().isInstanceOfSatisfying(BlockedHolder.class, cause -> {
            assertThat(cause.holder()).isEqualTo(18);
            assertThat(cause.waiters()).containsExactly(19L);
            assertThat(cause.reasons().getLast()).contains("[chan send]").contains("svc.go:15");
        });
    }

    @Test
    void aLockThatNobodyCanHoldHintsAtWhoLeaksIt() {
        LockClass leaked = new LockClass("svc.a", LockKind.MUTEX, false, true, false, List.of("main.(*svc).open"));
        WaitForVerdicts verdicts = new Given()
                .method("take", 20, acquires(22, use("p0+8", leaked)))
                .locking(19, "0xc000001008", "main.(*svc).take(0xc000001000)@22")
                .analysed();

        assertThat(verdicts.claims()).singleElement().satisfies(claim -> {
            assertThat(claim.isDeadlock()).isFalse();
            assertThat(claim.reasons().getLast()).startsWith("missing unlock in main.(*svc).open");
        });
    }

    @Test
    void aModelThatGivesALockTwoOwnersIsDiscarded() {
        WaitForVerdicts verdicts = new Given()
                .method("one", 10, at(15, Operation.CALL, "time.Sleep", HOLDS_A))
                .goroutine(18, "sleep", "time.Sleep(0x1)@1", "main.(*svc).one(0xc000001000)@15")
                .goroutine(19, "sleep", "time.Sleep(0x1)@1", "main.(*svc).one(0xc000001000)@15")
                .analysed();

        assertThat(verdicts.refusals()).singleElement().asString().contains("a lock would have two owners");
    }

    @Test
    void aModelThatGivesAnAddressTwoValuesIsDiscarded() {
        WaitForVerdicts verdicts = new Given()
                .method("one", 10, acquires(12, HOLDS_A))
                .locking(18, "0xc000001010", "main.(*svc).one(0xc000001000)@12")
                .analysed();

        assertThat(verdicts.claims()).isEmpty();
        assertThat(verdicts.refusals()).singleElement().asString().contains("an address would have two values");
    }

    @Test
    void aWaiterWhereTheModelHasNoLockTakesTheTrustFromItsFile() {
        WaitForVerdicts verdicts = crossed()
                .locking(18, "0xc000001010", ONE)
                .locking(19, "0xc000001008", TWO)
                .locking(20, "0xc000001008", "main.(*svc).two(0xc000001000)@24")
                .analysed();

        assertThat(verdicts.claims()).isEmpty();
        assertThat(verdicts.refusals()).anyMatch(why -> why.contains("main.(*svc).two svc.go:24"));
    }

    @Test
    void aClaimIsConfirmedByTheSameGoroutinesOnTheSameStacks() {
        WaitForVerdicts first = crossed()
                .locking(18, "0xc000001010", ONE)
                .locking(19, "0xc000001008", TWO)
                .analysed();
        WaitForVerdicts moved = crossed()
                .locking(18, "0xc000001010", ONE, "main.main()@1")
                .locking(19, "0xc000001008", TWO)
                .analysed();
        WaitForVerdicts others = crossed()
                .locking(28, "0xc000001010", ONE)
                .locking(29, "0xc000001008", TWO)
                .analysed();

        assertThat(Confirmation.none(first)).extracting(Verdict::confirmed).containsExactly(false);
        assertThat(Confirmation.of(first, first)).extracting(Verdict::confirmed).containsExactly(true);
        assertThat(Confirmation.of(first, moved)).extracting(Verdict::confirmed).containsExactly(false);
        assertThat(Confirmation.of(first, others))
                .extracting(Verdict::confirmed)
                .containsExactly(false);
    }

    @Test
    void tenThousandWaitersAreOneQueue() {
        Given given = crossed().locking(18, "0xc000001010", ONE).locking(19, "0xc000001008", TWO);
        for (int i = 0; i < 10_000; i++) {
            given.locking(100 + i, "0xc000001008", "main.(*svc).one(0xc000001000)@12");
        }

        assertThat(given.analysed().claims()).hasSize(2).last().satisfies(claim -> assertThat(claim.goroutines())
                .hasSize(10_000));
    }

    @Test
    void aDumpThatIsTooLargeIsNotJudged() {
        Given given = crossed().locking(18, "0xc000001010", ONE).locking(19, "0xc000001008", TWO);

        assertThat(new WaitForAnalysis(new WaitForLimits(1, 100, 100, 10))
                        .analyse(given.model(), given.dump())
                        .refusals())
                .containsExactly("nothing is judged: the dump has at least 3 goroutines, limit maxGoroutines is 1");
        assertThat(new WaitForAnalysis(new WaitForLimits(9, 2, 100, 10))
                        .analyse(given.model(), given.dump())
                        .refusals())
                .singleElement()
                .asString()
                .contains("limit maxTerms is 2");
        assertThat(new WaitForAnalysis(new WaitForLimits(9, 100, 3, 10))
                        .analyse(given.model(), given.dump())
                        .refusals())
                .singleElement()
                .asString()
                .contains("limit maxEdges is 3");
    }

    @Test
    void theGraphShowsWhoHoldsAndWaits() {
        WaitForGraph graph = crossed()
                .locking(18, "0xc000001010", ONE)
                .locking(19, "0xc000001008", TWO)
                .analysed()
                .graph();

        assertThat(graph.goroutines()).extracting(WaitForGraph.Node::id).containsExactly(18L, 19L);
        assertThat(graph.locks())
                .extracting(WaitForGraph.Lock::name)
                .containsExactlyInAnyOrder("svc.a at 0xc000001008", "svc.b at 0xc000001010");
        assertThat(graph.held()).hasSize(2).allMatch(WaitForGraph.HeldBy::certain);
        assertThat(graph.waits()).hasSize(2);
    }

    @Test
    void aClassThatOnlyLooksTheSameProvesNothing() {
        LockClass other = lock("other.a");
        assertThat(new Given()
                        .method("one", 10, acquires(15, HOLDS_B, use("v:x", A)))
                        .method("two", 20, acquires(25, use("v:y", other), HOLDS_B))
                        .locking(18, "0xc000001010", ONE)
                        .locking(19, "0xc000003000", TWO)
                        .analysed()
                        .claims())
                .noneMatch(Claim::isDeadlock);
    }
}
