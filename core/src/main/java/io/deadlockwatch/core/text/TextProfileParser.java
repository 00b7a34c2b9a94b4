package io.deadlockwatch.core.text;

import io.deadlockwatch.core.identity.Frames;
import io.deadlockwatch.core.internal.Problems;
import io.deadlockwatch.core.profile.Fetcher;
import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.ProfileType;
import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.core.snapshot.StackCount;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parses a {@code debug=1} profile: a first line with the total, then records with a blank line after each.
 *
 * <pre>
 * goroutine profile: total 46
 * 1 @ 0x486f2e 0x41768c 0x417577 0x653ffc
 * # labels: {"case":"nil-send"}
 * #TAB0x653ffbTABmain.main.func7+0x1bTABTAB/path/main.go:69
 * #TAB0x653ff0
 * </pre>
 *
 * Columns are filled up with tabs. A line with a counter only is of a function without a name.
 */
final class TextProfileParser {

    private static final String GOROUTINES = "goroutine profile: total ";
    private static final String LEAKS = "goroutineleak profile: total ";
    private static final int MAX_DIGITS = 12;

    private final LineWindow window;
    private final TextLimits limits;
    private final Problems problems;
    private final LeftOut left = new LeftOut();
    private final Map<TextStack, Long> counts = new LinkedHashMap<>();
    private final Map<Frame, Frame> known = new LinkedHashMap<>();
    private @Nullable TextRecord open;
    private long frames;
    private long nameBytes;
    private long counted;
    private boolean fetcherSeen;

    TextProfileParser(LineWindow window, TextLimits limits, Problems problems) {
        this.window = window;
        this.limits = limits;
        this.problems = problems;
    }

    Snapshot parse() throws IOException {
        String first = window.next() ? text() : "";
        boolean leaks = first.startsWith(LEAKS);
        if (!leaks && !first.startsWith(GOROUTINES)) {
            throw new TextException("not a text profile: its first line is not \"" + GOROUTINES + "N\"");
        }
        long total = number(first.substring(leaks ? LEAKS.length() : GOROUTINES.length()), 10);
        if (total < 0) {
            throw new TextException("not a text profile: no number of goroutines in its first line");
        }
        while (window.next() && !window.isUnterminated()) {
            line(text());
        }
        boolean truncated = open != null || window.isUnterminated() || window.isCut() || counted < total;
        left.tell(problems);
        return new Snapshot(
                leaks ? ProfileType.GOROUTINE_LEAK : ProfileType.GOROUTINE,
                "",
                Math.max(total, counted),
                stacks(leaks),
                fetcherSeen,
                truncated || left.any(),
                problems.list());
    }

    private void line(String line) {
        TextRecord record = open;
        if (line.isEmpty() && !window.isTooLong()) {
            if (record != null) {
                close(record);
            }
            open = null;
        } else if (record == null) {
            open = begin(line);
        } else if (window.isTooLong()) {
            record.reject("line of " + window.length() + " bytes, limit maxLine is " + limits.maxLine());
        } else if (line.startsWith("#\t")) {
            frame(record, line);
        } else if (!line.startsWith("# labels: ")) {
            record.reject("line " + window.line() + " not understood");
        }
    }

    private TextRecord begin(String line) {
        TextRecord record = new TextRecord(window.line());
        int at = line.indexOf(" @");
        long count = at < 0 ? -1 : number(line.substring(0, at), 10);
        if (count < 0) {
            record.reject("its first line is not \"COUNT @ COUNTERS\"");
            return record;
        }
        if (count == 0) {
            record.reject("it counts no goroutine");
            return record;
        }
        record.count = count;
        String counters = line.substring(at + 2).strip();
        for (String counter : counters.isEmpty() ? new String[0] : counters.split(" ", -1)) {
            long value = counter.startsWith("0x") ? number(counter.substring(2), 16) : -1;
            if (value < 0) {
                record.reject("no counter: " + counter);
                return record;
            }
            record.counter(value);
        }
        return record;
    }

    private void frame(TextRecord record, String line) {
        List<String> fields = new ArrayList<>(4);
        for (String field : line.substring(2).split("\t", -1)) {
            if (!field.isEmpty()) {
                fields.add(field);
            }
        }
        long counter = !fields.isEmpty() && fields.getFirst().startsWith("0x")
                ? number(fields.getFirst().substring(2), 16)
                : -1;
        if (fields.size() == 1 && counter >= 0) {
            record.printed(counter, null);
            return;
        }
        int offset = fields.size() == 3 ? fields.get(1).lastIndexOf("+0x") : -1;
        int colon = fields.size() == 3 ? fields.get(2).lastIndexOf(':') : -1;
        long number = colon < 0 ? -1 : number(fields.get(2).substring(colon + 1), 10);
        if (counter < 0 || offset <= 0 || number < 0 || number > Integer.MAX_VALUE) {
            record.reject("line " + window.line() + " not understood");
            return;
        }
        String function = fields.get(1).substring(0, offset);
        String file = fields.get(2).substring(0, colon);
        int longest = Math.max(function.length(), file.length());
        if (longest > limits.maxName()) {
            record.reject("name of " + longest + " characters, limit maxName is " + limits.maxName());
            return;
        }
        record.printed(counter, interned(new Frame(function, file, (int) number, 0)));
    }

    private Frame interned(Frame frame) {
        Frame there = known.get(frame);
        if (there != null) {
            return there;
        }
        long with = nameBytes + frame.function().length() + frame.file().length();
        if (with <= limits.maxNameBytes()) {
            nameBytes = with;
            known.put(frame, frame);
        }
        return frame;
    }

    private void close(TextRecord record) {
        counted += record.count;
        String why = record.rejected();
        if (why != null) {
            problems.add("line " + record.line + ": record left out: " + why);
            return;
        }
        if (Fetcher.isOn(record.frames())) {
            fetcherSeen = true;
            return;
        }
        TextStack stack = record.stack(limits.maxFrames());
        if (record.frames().size() > limits.maxFrames()) {
            problems.add("line " + record.line + ": stack is deeper than " + limits.maxFrames()
                    + " frames, limit maxFrames; outer ones left out");
        }
        Long before = counts.get(stack);
        if (before != null) {
            counts.put(stack, before + record.count);
        } else if (counts.size() >= limits.maxStacks()) {
            left.add(
                    record.line,
                    (counts.size() + 1) + " or more different stacks, limit maxStacks is " + limits.maxStacks());
        } else if (frames + stack.frames().size() > limits.maxPlaces()) {
            left.add(
                    record.line,
                    (frames + stack.frames().size()) + " or more frames of different stacks, limit maxPlaces is "
                            + limits.maxPlaces());
        } else {
            frames += stack.frames().size();
            counts.put(stack, record.count);
        }
    }

    /** States are told when all is read, and frames of the runtime are dropped when states are told. */
    private List<StackCount> stacks(boolean leaks) {
        ParkingPlaces places = new ParkingPlaces(counts.keySet(), leaks);
        Map<Stack, Long> merged = new LinkedHashMap<>();
        counts.forEach((stack, count) -> {
            List<Frame> kept = stack.frames().stream()
                    .filter(frame -> !Frames.isMachinery(frame))
                    .toList();
            merged.merge(new Stack(places.state(stack), kept), count, Long::sum);
        });
        return merged.entrySet().stream()
                .map(entry -> new StackCount(entry.getKey(), entry.getValue()))
                .toList();
    }

    private String text() {
        return new String(window.bytes, window.start, window.end - window.start, StandardCharsets.UTF_8);
    }

    /** A number that is not negative; -1 if the text is none. */
    private static long number(String digits, int base) {
        int longest = base == 16 ? 16 : MAX_DIGITS;
        if (digits.isEmpty() || digits.length() > longest) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            int digit = c < 128 ? Character.digit(c, base) : -1;
            if (digit < 0) {
                return -1;
            }
            number = number * base + digit;
        }
        return number;
    }
}
