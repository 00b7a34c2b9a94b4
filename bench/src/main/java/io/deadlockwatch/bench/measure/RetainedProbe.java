package io.deadlockwatch.bench.measure;

import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.core.text.GoroutineDumpReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a snapshot keeps of the heap: what is used while it is held, less what is used once it is dropped. It is read by threads that have ended by then: a thread's
 * stack can hold on to what its methods have long forgotten.
 */
public final class RetainedProbe {

    /**
     * What was found.
     *
     * @param bytes that the snapshot keeps
     * @param stacks that are in it, which limits may have made fewer than there were
     */
    public record Retained(long bytes, int stacks) {}

    private static final int HEAP = 64;
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private RetainedProbe() {}

    /** What the snapshot of this dump keeps, measured in a virtual machine of its own. */
    public static Retained measure(Path dump) throws IOException, InterruptedException {
        Child child = Child.java(HEAP, RetainedProbe.class, TIMEOUT, dump.toString());
        String[] numbers = child.output().split(" ", -1);
        if (child.exit() != 0 || numbers.length != 2) {
            throw new IOException("reading " + dump + " ended with " + child.exit() + ": " + child.output());
        }
        Retained retained = new Retained(Long.parseLong(numbers[0]), Integer.parseInt(numbers[1]));
        if (retained.bytes <= 0) {
            throw new IOException("a snapshot of " + dump + " cannot keep " + retained.bytes + " bytes");
        }
        return retained;
    }

    public static void main(String[] args) throws InterruptedException {
        Path dump = Path.of(args[0]);
        AtomicReference<@Nullable Snapshot> held = new AtomicReference<>();
        // Once to load what has to be loaded: classes stay, and count for nothing.
        hold(dump, held);
        hold(dump, held);
        int stacks = stacks(held);
        long withSnapshot = used();
        held.set(null);
        System.out.println(withSnapshot - used() + " " + stacks);
    }

    private static void hold(Path dump, AtomicReference<@Nullable Snapshot> held) throws InterruptedException {
        Thread reader = new Thread(() -> held.set(read(dump)));
        reader.start();
        reader.join();
    }

    private static int stacks(AtomicReference<@Nullable Snapshot> held) throws InterruptedException {
        AtomicInteger stacks = new AtomicInteger();
        Thread counter = new Thread(() -> stacks.set(
                Objects.requireNonNull(held.get(), "not read").stacks().size()));
        counter.start();
        counter.join();
        return stacks.get();
    }

    private static Snapshot read(Path dump) {
        try (InputStream in = Files.newInputStream(dump)) {
            return new GoroutineDumpReader().readSnapshot(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long used() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }
}
