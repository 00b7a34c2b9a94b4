package io.deadlockwatch.operator.waitfor;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.findings.FindingIndex;
import io.deadlockwatch.core.protocol.DumpHeader;
import io.deadlockwatch.core.protocol.PodRef;
import io.deadlockwatch.core.protocol.TargetState;
import io.deadlockwatch.core.protocol.TargetStatus;
import io.deadlockwatch.core.waitfor.model.BlockingModel;
import io.deadlockwatch.operator.ingest.DumpSamples;
import io.deadlockwatch.operator.ingest.RecentDumps;
import io.deadlockwatch.operator.ingest.Session;
import io.deadlockwatch.operator.ingest.StackTable;
import io.deadlockwatch.operator.policy.FindingSource;
import io.deadlockwatch.operator.policy.ImageName;
import io.deadlockwatch.operator.policy.PolicyBook;
import io.deadlockwatch.operator.testing.Given;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** From dumps that samplers send to what is known of their pods. */
class WaitForBookTest {

    private static final String EPOCH = "00000000000000aa";

    private final PolicyBook policies = new PolicyBook();
    private final AtomicInteger loads = new AtomicInteger();
    private final HereAndNow thread = new HereAndNow();
    private final WaitForBook book = new WaitForBook(policies, this::load, new RecentDumps(), thread);
    private Instant now = Given.NOW;

    @Test
    void theSecondDumpOfAProcessProves() {
        findings(Given.IMAGE, "sha256:1");
        dump("service_abba", 1, 1);
        boolean wished = book.wantsAnother(session(EPOCH, 1));
        dump("service_abba", 2, 1);

        assertThat(wished).isTrue();
        assertThat(book.of(session(EPOCH, 1))).isNotEmpty().allSatisfy((stack, wait) -> assertThat(wait.proof())
                .isPresent());
        assertThat(book.wantsAnother(session(EPOCH, 1))).isFalse();
    }

    @Test
    void whatWasProvenIsNotTrueOfTheNextProcessNorOfAnotherSampler() {
        findings(Given.IMAGE, "sha256:1");
        dump("service_abba", 1, 1);
        dump("service_abba", 2, 1);

        assertThat(book.of(session(EPOCH, 2))).isEmpty();
        assertThat(book.of(session("00000000000000bb", 1))).isEmpty();
    }

    @Test
    void dumpsOfTwoProcessesAreNotJoined() {
        findings(Given.IMAGE, "sha256:1");
        dump("service_abba", 1, 1);
        dump("service_abba", 2, 2);

        assertThat(book.of(session(EPOCH, 2))).isEmpty();
        assertThat(book.wantsAnother(session(EPOCH, 2))).isTrue();
    }

    @Test
    void aModelOfAnotherBuildIsNotAsked() {
        findings("registry.example/shop/orders:1.4.1", "sha256:1");
        dump("service_abba", 1, 1);
        dump("service_abba", 2, 1);

        assertThat(loads).hasValue(0);
        assertThat(book.of(session(EPOCH, 1))).isEmpty();
    }

    @Test
    void findingsWithoutAModelProveNothing() {
        findings(Given.IMAGE, "");
        dump("service_abba", 1, 1);
        dump("service_abba", 2, 1);

        assertThat(loads).hasValue(0);
        assertThat(book.of(session(EPOCH, 1))).isEmpty();
    }

    @Test
    void whatCannotBeLoadedDisturbsNobody() {
        findings(Given.IMAGE, "sha256:broken");
        dump("service_abba", 1, 1);
        dump("service_abba", 2, 1);

        assertThat(book.of(session(EPOCH, 1))).isEmpty();
    }

    @Test
    void dumpsThatAreTooManyAreCounted() {
        thread.shutdown();

        dump("service_abba", 1, 1);

        assertThat(book.leftOut()).isEqualTo(1);
    }

    private BlockingModel load(FindingSource set) throws IOException {
        loads.incrementAndGet();
        if (set.modelDigest().equals("sha256:broken")) {
            throw new IOException("gone");
        }
        return Lockjoin.model();
    }

    private void findings(String image, String modelDigest) {
        policies.putFindings(new FindingSource(
                "shop",
                "orders",
                "uid-set",
                Given.NOW,
                List.of(ImageName.parse(image)),
                List.of(),
                FindingIndex.EMPTY,
                modelDigest));
    }

    private void dump(String program, int number, long incarnation) {
        DumpHeader header = new DumpHeader(new PodRef("shop", "p", "uid-p"), EPOCH, incarnation, "", 10, false);
        now = now.plusSeconds(60);
        book.dumped(
                Given.watch(), Given.pod("p"), DumpSamples.stored(header, now, Lockjoin.body(header, program, number)));
    }

    private static Session session(String epoch, long incarnation) {
        return new Session(
                new PodRef("shop", "p", "uid-p"),
                epoch,
                "",
                1,
                "0.1.0",
                new TargetStatus(incarnation, TargetState.OK, "", ""),
                Given.flawless(),
                Given.NOW,
                Given.NOW,
                Given.NOW,
                List.of(),
                StackTable.EMPTY);
    }

    /** Runs what it is given at once, until it is told to stop. */
    private static final class HereAndNow extends AbstractExecutorService {

        private boolean over;

        @Override
        public void execute(Runnable task) {
            if (over) {
                throw new RejectedExecutionException("over");
            }
            task.run();
        }

        @Override
        public void shutdown() {
            over = true;
        }

        @Override
        public List<Runnable> shutdownNow() {
            over = true;
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return over;
        }

        @Override
        public boolean isTerminated() {
            return over;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return over;
        }
    }
}
