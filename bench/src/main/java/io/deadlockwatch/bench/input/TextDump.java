package io.deadlockwatch.bench.input;

import io.deadlockwatch.core.snapshot.Frame;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/** Writes {@code debug=2} text: what all goroutines of a shape share is the same each time, while ids, waits and argument words differ. */
public final class TextDump {

    /** The goroutine that serves the request, which Go prints first. */
    private static final String FETCHER = """
            goroutine 40 [running]:
            runtime/pprof.writeGoroutineStacks({0x791d00, 0xc00056fa40})
            \t/usr/local/go/src/runtime/pprof/pprof.go:819 +0x6b
            runtime/pprof.writeGoroutine({0x791d00?, 0xc00056fa40?}, 0xc000522748?)
            \t/usr/local/go/src/runtime/pprof/pprof.go:782 +0x25
            runtime/pprof.(*Profile).WriteTo(0xa28780?, {0x791d00?, 0xc00056fa40?}, 0xc?)
            \t/usr/local/go/src/runtime/pprof/pprof.go:408 +0x149
            net/http/pprof.handler.ServeHTTP({0xc000542701, 0x9}, {0x794180, 0xc00056fa40}, 0xc0009e8140)
            \t/usr/local/go/src/net/http/pprof/pprof.go:273 +0x52a
            net/http.(*conn).serve(0xc000a9c360, {0x794668, 0xc000b241b0})
            \t/usr/local/go/src/net/http/server.go:2067 +0x690
            created by net/http.(*Server).Serve in goroutine 35
            \t/usr/local/go/src/net/http/server.go:3464 +0x485
            """;

    private final List<Shape> shapes;
    private final SplittableRandom random;
    private final StringBuilder block = new StringBuilder(4096);

    public TextDump(List<Shape> shapes, long seed) {
        this.shapes = shapes;
        this.random = new SplittableRandom(seed);
    }

    /**
     * Writes a dump of so many goroutines, the one that takes it among them. Each shape occurs, the first ones most.
     *
     * @param bytes the size to come near to, and never to exceed by more than a goroutine: whenever the dump gets ahead of it, the shallower of two shapes is next, else
     *     the deeper one
     */
    public void write(int goroutines, long bytes, OutputStream out) throws IOException {
        byte[] fetcher = FETCHER.getBytes(StandardCharsets.US_ASCII);
        out.write(fetcher);
        long written = fetcher.length;
        for (int i = 1; i < goroutines; i++) {
            boolean ahead = written > (long) ((double) bytes * i / goroutines);
            append(i <= shapes.size() ? shapes.get(i - 1) : next(ahead), 40 + i);
            byte[] text = block.toString().getBytes(StandardCharsets.US_ASCII);
            out.write(text);
            written += text.length;
        }
    }

    private Shape next(boolean shallow) {
        int one = random.nextInt(shapes.size());
        int other = random.nextInt(shapes.size());
        return shapes.get(shallow ? Math.min(one, other) : Math.max(one, other));
    }

    private void append(Shape shape, long id) {
        block.setLength(0);
        block.append("\ngoroutine ")
                .append(id)
                .append(" [")
                .append(shape.waiting().state().words());
        if (random.nextInt(5) > 0) {
            block.append(", ").append(1 + random.nextInt(300)).append(" minutes");
        }
        if (random.nextInt(100) == 0) {
            block.append(", locked to thread");
        }
        block.append("]:\n");
        for (Frame frame : shape.frames()) {
            appendCall(frame);
        }
        block.append("created by ").append(shape.creator().function()).append(" in goroutine ");
        // One goroutine starts all of a pool: panicparse takes another parent for another stack.
        block.append(1 + shape.creator().line() % 40).append('\n');
        appendPlace(shape.creator(), false);
    }

    private void appendCall(Frame frame) {
        // One function in eight was inlined: it has no words and no offset.
        boolean inlined = frame.line() % 8 == 0;
        block.append(frame.function()).append('(');
        if (inlined) {
            block.append("...");
        } else {
            appendArguments(frame.line());
        }
        block.append(")\n");
        appendPlace(frame, inlined);
    }

    /** A receiver, then perhaps a string. Which words may be stale is a matter of the program counter: the same for all goroutines here. */
    private void appendArguments(int line) {
        appendWord(line % 4 == 1);
        if (line % 2 == 1) {
            block.append(", {");
            appendWord(line % 8 == 3);
            block.append(", 0x")
                    .append(Integer.toHexString(1 + random.nextInt(64)))
                    .append('}');
        }
    }

    private void appendWord(boolean stale) {
        block.append("0xc000").append(Integer.toHexString(0x100000 + random.nextInt(0xEFFFFF)));
        if (stale) {
            block.append('?');
        }
    }

    private void appendPlace(Frame frame, boolean inlined) {
        block.append('\t').append(frame.file()).append(':').append(frame.line());
        if (!inlined) {
            block.append(" +0x").append(Integer.toHexString(0x10 + frame.line() * 7));
        }
        block.append('\n');
    }
}
