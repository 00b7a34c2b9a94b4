package io.deadlockwatch.core.protocol;

import static io.deadlockwatch.core.protocol.JsonInput.checkCount;
import static io.deadlockwatch.core.protocol.JsonInput.quote;
import static io.deadlockwatch.core.protocol.JsonInput.require;

import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.core.snapshot.WaitState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one report; what the protocol requires must be there, what it does not know is skipped. */
final class ReportReader {

    /** Rungs times outcomes of this version, with room for those of later ones. */
    private static final int TALLIES = 64;

    private static final int LAST_RUNG = 3;

    private final JsonInput in;
    private final ReportLimits limits;

    ReportReader(JsonInput in, ReportLimits limits) {
        this.in = in;
        this.limits = limits;
    }

    Report read() throws IOException {
        long schema = 0;
        PodRef pod = null;
        String epoch = null;
        long seq = 0;
        long base = -1;
        String sampler = "";
        TargetStatus target = null;
        Window window = Window.EMPTY;
        List<SnapshotTally> snapshots = List.of();
        List<StackEntry> entries = List.of();
        List<StackText> stacks = List.of();
        LadderStatus ladder = LadderStatus.NONE;
        long grownMillis = 0;
        in.beginObject("report");
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "schema" -> schema = in.number("schema", 1);
                case "pod" -> pod = pod(in);
                case "epoch" -> epoch = in.id("epoch");
                case "seq" -> seq = in.number("seq", 1);
                case "base" -> base = in.number("base", 0);
                case "sampler" -> sampler = in.text("sampler");
                case "target" -> target = target();
                case "window" -> window = window();
                case "snapshots" -> snapshots = tallies();
                case "entries" -> entries = entries();
                case "stacks" -> stacks = stacks();
                case "ladder" -> ladder = new LadderReader(in).read();
                case "grownMillis" -> grownMillis = in.number("grownMillis", 0);
                default -> in.skip();
            }
        }
        in.end();
        if (schema < 1 || seq < 1 || base < 0) {
            throw ReportException.invalid((schema < 1 ? "schema" : seq < 1 ? "seq" : "base") + " is missing");
        }
        if (base >= seq) {
            throw ReportException.invalid("base " + base + " is not before seq " + seq);
        }
        return new Report(
                require(pod, "pod"),
                require(epoch, "epoch"),
                seq,
                base,
                sampler,
                require(target, "target"),
                window,
                snapshots,
                entries,
                stacks,
                ladder,
                grownMillis);
    }

    static PodRef pod(JsonInput in) throws IOException {
        String namespace = null;
        String name = null;
        String uid = null;
        in.beginObject("pod");
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "namespace" -> namespace = in.text("pod.namespace");
                case "name" -> name = in.text("pod.name");
                case "uid" -> uid = in.text("pod.uid");
                default -> in.skip();
            }
        }
        return new PodRef(require(namespace, "pod.namespace"), require(name, "pod.name"), require(uid, "pod.uid"));
    }

    private TargetStatus target() throws IOException {
        long incarnation = 0;
        TargetState state = null;
        String detail = "";
        String buildId = "";
        in.beginObject("target");
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "incarnation" -> incarnation = in.number("target.incarnation", 0);
                case "state" -> state = targetState(in.text("target.state"));
                case "detail" -> detail = in.text("target.detail", ReportLimits.DETAIL_CHARS);
                case "buildId" -> buildId = in.text("target.buildId");
                default -> in.skip();
            }
        }
        return new TargetStatus(incarnation, require(state, "target.state"), detail, buildId);
    }

    private static TargetState targetState(String wire) throws ReportException {
        for (TargetState state : TargetState.values()) {
            if (state.wire().equals(wire)) {
                return state;
            }
        }
        throw ReportException.invalid("target.state is not known: " + quote(wire));
    }

    private Window window() throws IOException {
        long goodSamples = 0;
        long spanMillis = 0;
        long lastGoodAgeMillis = -1;
        long longestGapMillis = 0;
        long goroutines = 0;
        long unknownState = 0;
        long droppedStacks = 0;
        in.beginObject("window");
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "goodSamples" -> goodSamples = in.number("window.goodSamples", 0);
                case "spanMillis" -> spanMillis = in.number("window.spanMillis", 0);
                case "lastGoodAgeMillis" -> lastGoodAgeMillis = in.number("window.lastGoodAgeMillis", -1);
                case "longestGapMillis" -> longestGapMillis = in.number("window.longestGapMillis", 0);
                case "goroutines" -> goroutines = in.number("window.goroutines", 0);
                case "unknownState" -> unknownState = in.number("window.unknownState", 0);
                case "droppedStacks" -> droppedStacks = in.number("window.droppedStacks", 0);
                default -> in.skip();
            }
        }
        return new Window(
                goodSamples, spanMillis, lastGoodAgeMillis, longestGapMillis, goroutines, unknownState, droppedStacks);
    }

    /** A tally of a rung or outcome that a later version invented is skipped: it feeds metrics only. */
    private List<SnapshotTally> tallies() throws IOException {
        List<SnapshotTally> tallies = new ArrayList<>();
        in.beginArray("snapshots");
        for (int n = 1; in.nextObject("snapshots[]"); n++) {
            checkCount(n, TALLIES, "snapshots", "elements");
            SnapshotTally tally = tally();
            if (tally != null) {
                tallies.add(tally);
            }
        }
        return tallies;
    }

    private @Nullable SnapshotTally tally() throws IOException {
        int rung = 0;
        String outcome = "";
        long count = 0;
        long bytes = 0;
        long millis = 0;
        long pauseMicros = -1;
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "rung" -> rung = in.integer("snapshots[].rung", 1, Integer.MAX_VALUE);
                case "outcome" -> outcome = in.text("snapshots[].outcome");
                case "count" -> count = in.number("snapshots[].count", 0);
                case "bytes" -> bytes = in.number("snapshots[].bytes", 0);
                case "millis" -> millis = in.number("snapshots[].millis", 0);
                case "pauseMicros" -> pauseMicros = in.number("snapshots[].pauseMicros", 0);
                default -> in.skip();
            }
        }
        for (SnapshotOutcome known : SnapshotOutcome.values()) {
            if (rung >= 1 && rung <= LAST_RUNG && known.wire().equals(outcome)) {
                return new SnapshotTally(
                        rung,
                        known,
                        count,
                        bytes,
                        millis,
                        pauseMicros < 0 ? SnapshotTally.micros(millis) : pauseMicros);
            }
        }
        return null;
    }

    private List<StackEntry> entries() throws IOException {
        return new EntryFields(in, "entries").list(limits.entries(), "report");
    }

    private List<StackText> stacks() throws IOException {
        List<StackText> stacks = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        in.beginArray("stacks");
        while (in.nextObject("stacks[]")) {
            checkCount(stacks.size() + 1, limits.entries(), "report", "stacks");
            StackText stack = stack();
            checkNew(ids, stack.id(), "stacks");
            stacks.add(stack);
        }
        return stacks;
    }

    private StackText stack() throws IOException {
        String id = null;
        String state = null;
        List<Frame> frames = List.of();
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "id" -> id = in.id("stacks[].id");
                case "state" -> state = in.text("stacks[].state");
                case "frames" -> frames = frames();
                default -> in.skip();
            }
        }
        return new StackText(
                require(id, "stacks[].id"), new Stack(WaitState.of(require(state, "stacks[].state")), frames));
    }

    private List<Frame> frames() throws IOException {
        List<Frame> frames = new ArrayList<>();
        in.beginArray("stacks[].frames");
        while (in.nextObject("stacks[].frames[]")) {
            checkCount(frames.size() + 1, limits.frames(), "stack", "frames");
            frames.add(frame());
        }
        return frames;
    }

    private Frame frame() throws IOException {
        String function = null;
        String file = "";
        int line = 0;
        int start = 0;
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "function" -> function = in.rawName("function name");
                case "file" -> file = in.rawName("file name");
                case "line" -> line = in.integer("frames[].line", 0, Integer.MAX_VALUE);
                case "start" -> start = in.integer("frames[].start", 0, Integer.MAX_VALUE);
                default -> in.skip();
            }
        }
        return new Frame(require(function, "frames[].function"), file, line, start);
    }

    static void checkNew(Set<String> ids, String id, String where) throws ReportException {
        if (!ids.add(id)) {
            throw ReportException.invalid("stack " + id + " stands twice in " + where);
        }
    }
}
