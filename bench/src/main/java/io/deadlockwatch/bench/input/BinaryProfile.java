package io.deadlockwatch.bench.input;

import io.deadlockwatch.core.snapshot.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** A {@code debug=0} profile as Go serves it: zipped, locations and functions with the samples that need them first, strings last. */
public final class BinaryProfile {

    private static final Frame FETCHER =
            new Frame("runtime.goroutineProfileWithLabels", "/usr/local/go/src/runtime/mprof.go", 1222, 1207);

    private final Proto out = new Proto();
    private final Map<String, Integer> strings = new LinkedHashMap<>();
    private final Map<Frame, Long> locations = new HashMap<>();
    private final Map<String, Long> functions = new HashMap<>();

    private BinaryProfile() {
        string("");
        Proto goroutines = new Proto().number(1, string("goroutine")).number(2, string("count"));
        out.message(11, goroutines).number(12, 1).message(1, goroutines);
        out.message(3, new Proto().number(1, 1).number(5, string("/bin/shop")).number(6, string("0badc0de")));
    }

    /** So many goroutines, the one that takes the profile among them, spread over the shapes as evenly as can be. */
    public static byte[] of(List<Shape> shapes, int goroutines) throws IOException {
        BinaryProfile profile = new BinaryProfile();
        profile.sample(1, List.of(FETCHER));
        int others = goroutines - 1;
        for (int i = 0; i < shapes.size(); i++) {
            int count = others / shapes.size() + (i < others % shapes.size() ? 1 : 0);
            profile.sample(count, shapes.get(i).profileFrames());
        }
        return profile.zipped();
    }

    private void sample(long count, List<Frame> frames) {
        long[] ids = frames.stream().mapToLong(this::location).toArray();
        out.message(2, new Proto().packed(1, ids).packed(2, count));
    }

    private long location(Frame frame) {
        Long known = locations.get(frame);
        if (known != null) {
            return known;
        }
        long id = locations.size() + 1L;
        locations.put(frame, id);
        Proto line = new Proto().number(1, function(frame)).number(2, frame.line());
        out.message(
                4,
                new Proto()
                        .number(1, id)
                        .number(2, 1)
                        .number(3, 0x400000 + 16 * id)
                        .message(4, line));
        return id;
    }

    private long function(Frame frame) {
        String key = frame.function() + ":" + frame.start();
        Long known = functions.get(key);
        if (known != null) {
            return known;
        }
        long id = functions.size() + 1L;
        functions.put(key, id);
        int name = string(frame.function());
        Proto function = new Proto().number(1, id).number(2, name).number(3, name);
        out.message(5, function.number(4, string(frame.file())).number(5, frame.start()));
        return id;
    }

    private int string(String text) {
        strings.putIfAbsent(text, strings.size());
        return strings.get(text);
    }

    private byte[] zipped() throws IOException {
        strings.keySet().forEach(text -> out.text(6, text));
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
            zip.write(out.bytes());
        }
        return zipped.toByteArray();
    }
}
