package io.deadlockwatch.operator.ingest;

import io.deadlockwatch.core.protocol.StackEntry;
import io.deadlockwatch.core.protocol.StackFacts;
import java.util.Collection;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The stacks of one pod and what was told of each. Immutable, and as small as it can be: of ten thousand pods there are millions of rows.
 *
 * <p>A row is a reference to the stack that all pods share, and numbers of seven bits a byte, least first: count, min, milliseconds blocked, and one that says whether facts beyond
 * these follow. Most numbers are small and most stacks have no facts, so a row takes some twelve bytes; as objects in two maps it took two hundred. Reading one costs less than
 * finding it in a map would.
 */
public final class StackTable implements Iterable<StackTable.Row> {

    public static final StackTable EMPTY = new StackTable(new KnownStack[0], new byte[0]);

    private final KnownStack[] stacks;
    private final byte[] numbers;

    private StackTable(KnownStack[] stacks, byte[] numbers) {
        this.stacks = stacks;
        this.numbers = numbers;
    }

    /** A table of these rows, in their order. */
    public static StackTable of(Collection<Row> rows) {
        KnownStack[] stacks = new KnownStack[rows.size()];
        Numbers numbers = new Numbers();
        int next = 0;
        for (Row row : rows) {
            stacks[next++] = row.stack;
            StackEntry entry = row.entry;
            StackFacts facts = entry.facts();
            boolean plain = facts.followsFrom(entry.count(), entry.min());
            numbers.add(entry.count());
            numbers.add(entry.min());
            numbers.add(entry.blockedForMillis());
            numbers.add(plain ? 0 : 1);
            if (!plain) {
                numbers.add(facts.growth());
                numbers.add(facts.leaked());
                numbers.add(facts.longestWaitMillis());
                numbers.add(facts.stayed());
                numbers.add(facts.apartMillis());
            }
        }
        return new StackTable(stacks, numbers.bytes());
    }

    public int size() {
        return stacks.length;
    }

    @Override
    public Iterator<Row> iterator() {
        return new Rows();
    }

    /**
     * A stack and its numbers.
     *
     * @param entry of the stack's id
     */
    public record Row(KnownStack stack, StackEntry entry) {

        Row olderBy(long millis) {
            return millis == 0 ? this : new Row(stack, entry.olderBy(millis));
        }
    }

    private final class Rows implements Iterator<Row> {

        private int next;
        private int at;

        @Override
        public boolean hasNext() {
            return next < stacks.length;
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException("a table of " + stacks.length + " rows");
            }
            KnownStack stack = stacks[next++];
            long count = number();
            long min = number();
            long blockedFor = number();
            StackFacts facts = number() == 0
                    ? StackFacts.of(count, min)
                    : new StackFacts(number(), number(), number(), number(), number());
            return new Row(stack, new StackEntry(stack.id(), count, min, blockedFor, facts));
        }

        private long number() {
            long number = 0;
            int shift = 0;
            byte some = numbers[at++];
            while (some < 0) { // the highest bit: more follow
                number |= (some & 0x7FL) << shift;
                shift += 7;
                some = numbers[at++];
            }
            return number | (long) some << shift;
        }
    }
}
