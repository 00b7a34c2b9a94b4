package io.deadlockwatch.operator.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.identity.StackFingerprint;
import io.deadlockwatch.core.protocol.StackEntry;
import io.deadlockwatch.core.protocol.StackFacts;
import io.deadlockwatch.core.protocol.StackText;
import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.KnownState;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.operator.ingest.StackTable.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What the operator keeps of a pod's stacks, and how little of it is kept twice. */
class StackTableTest {

    private final StackPool pool = new StackPool();

    @Property
    void whatGoesInComesOut(@ForAll long seed) {
        Random random = new Random(seed);
        List<Row> rows = new ArrayList<>();
        for (int i = random.nextInt(40); i > 0; i--) {
            KnownStack stack = known(stack("shop.worker" + i));
            long count = number(random);
            long min = number(random);
            StackFacts facts = random.nextBoolean()
                    ? StackFacts.of(count, min)
                    : new StackFacts(number(random), number(random), number(random), number(random), number(random));
            rows.add(new Row(stack, new StackEntry(stack.id(), count, min, number(random), facts)));
        }

        assertThat(StackTable.of(rows)).containsExactlyElementsOf(rows);
    }

    /** Of any length. */
    private static long number(Random random) {
        return random.nextLong() >>> random.nextInt(Long.SIZE);
    }

    @Test
    void replicasShareStacksAndStacksShareFrames() {
        KnownStack one = known(stack("shop.worker"));
        KnownStack same = known(stack(String.valueOf("shop.worker".toCharArray())));
        KnownStack other =
                known(new Stack(KnownState.SELECT, stack("shop.worker").frames()));

        assertThat(same).isSameAs(one);
        assertThat(other).isNotSameAs(one);
        assertThat(other.stack().frames().getFirst())
                .isSameAs(one.stack().frames().getFirst());
        assertThat(pool.size()).isEqualTo(2);
    }

    @Test
    void aStackIsNotKnownByAnothersId() {
        known(stack("shop.worker"));

        assertThat(pool.know(new StackText(StackFingerprint.of(stack("shop.other")), stack("shop.worker"))))
                .isEmpty();
    }

    private KnownStack known(Stack stack) {
        return pool.know(new StackText(StackFingerprint.of(stack), stack)).orElseThrow();
    }

    private static Stack stack(String function) {
        return new Stack(KnownState.CHAN_RECEIVE, List.of(new Frame(function, "/src/shop/worker.go", 12, 10)));
    }
}
