package io.deadlockwatch.bench.input;

import io.deadlockwatch.core.snapshot.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Stacks of a service that does not exist: {@value #MIN_DEPTH} to {@value #MAX_DEPTH} frames deep, most of them near the lower end, as in real services, where idle
 * pools are many and deep calls are few. No two are equal; functions repeat between them.
 */
public final class Shapes {

    private static final int MIN_DEPTH = 5;
    private static final int MAX_DEPTH = 25;

    /** The greater, the fewer deep stacks: depth grows with this power of a stack's rank. */
    private static final int STEEPNESS = 8;

    private static final List<String> PACKAGES = List.of(
            "api",
            "cart",
            "stock",
            "price",
            "user",
            "mail",
            "audit",
            "cache",
            "store/sql",
            "store/blob",
            "queue",
            "internal/rpc",
            "internal/retry",
            "internal/pool",
            "ship/label",
            "ship/track",
            "pay",
            "pay/card",
            "tax",
            "search");
    private static final List<String> TYPES = List.of(
            "Server", "Client", "Store", "Worker", "Pool", "Session", "Batch", "Stream", "Index", "Watcher", "Ledger",
            "Router");
    private static final List<String> METHODS = List.of(
            "Run",
            "Serve",
            "Handle",
            "Send",
            "Receive",
            "Flush",
            "Close",
            "Reserve",
            "Commit",
            "Lookup",
            "Refresh",
            "Await",
            "dispatch",
            "drain",
            "loop",
            "acquire",
            "publish",
            "retry",
            "consume",
            "reconcile");

    private Shapes() {}

    /** So many stacks, shallow ones first; the first of fewer are not the same as those of more. */
    public static List<Shape> of(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Shape> shapes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            double rank = Math.pow((double) i / count, STEEPNESS);
            shapes.add(shape(i, MIN_DEPTH + (int) Math.round((MAX_DEPTH - MIN_DEPTH) * rank), random));
        }
        return shapes;
    }

    private static Shape shape(int number, int depth, SplittableRandom random) {
        Wait wait = pick(Wait.ALL, random);
        List<Frame> frames = new ArrayList<>(wait.shown());
        // The line of the operation tells this stack from all others.
        frames.add(frame(11 + number, random));
        while (frames.size() < depth) {
            frames.add(frame(11 + random.nextInt(600), random));
        }
        return new Shape(wait, frames, frame(11 + random.nextInt(600), random));
    }

    private static Frame frame(int line, SplittableRandom random) {
        String path = pick(PACKAGES, random);
        String type = pick(TYPES, random);
        String closure = random.nextInt(5) == 0 ? ".func" + (1 + random.nextInt(3)) : "";
        String function = "shop.dev/" + path + ".(*" + type + ")." + pick(METHODS, random) + closure;
        String file = "/app/" + path + "/" + type.toLowerCase(Locale.ROOT) + ".go";
        return new Frame(function, file, line, Math.max(1, line - 3 - function.length() % 20));
    }

    private static <T> T pick(List<T> choices, SplittableRandom random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
