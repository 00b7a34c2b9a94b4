package io.deadlockwatch.core.testkit;

import io.deadlockwatch.core.snapshot.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Writes goroutine profiles in the order Go does: locations and functions with the samples that need them first, strings last. */
public final class ProfileWriter {

    private final ProtoWriter out = new ProtoWriter();
    private final Map<String, Integer> strings = new LinkedHashMap<>();
    private final Map<List<Frame>, Integer> locations = new LinkedHashMap<>();
    private final Map<String, Integer> functions = new LinkedHashMap<>();
    private boolean unpacked;

    public ProfileWriter() {
        this("goroutine");
    }

    public ProfileWriter(String sampleType) {
        string("");
        out.message(1, new ProtoWriter().number(1, string(sampleType)).number(2, string("count")));
    }

    /** Writes repeated numbers one a field from here on, as old encoders do. */
    public ProfileWriter unpacked() {
        unpacked = true;
        return this;
    }

    public ProfileWriter buildId(String id) {
        out.message(
                3, new ProtoWriter().number(1, 1).number(5, string("/bin/app")).number(6, string(id)));
        return this;
    }

    /** Goroutines with this stack, each element of which is a location: a call, after what was inlined there. */
    public ProfileWriter sample(long count, String label, List<List<Frame>> stack) {
        long[] ids = stack.stream().mapToLong(this::location).toArray();
        ProtoWriter sample = new ProtoWriter();
        if (unpacked) {
            sample.unpacked(1, ids).unpacked(2, count);
        } else {
            sample.packed(1, ids).packed(2, count);
        }
        if (!label.isEmpty()) {
            sample.message(3, new ProtoWriter().number(1, string("label")).number(2, string(label)));
        }
        out.message(2, sample);
        return this;
    }

    /** A sample of locations that need not be there. */
    public ProfileWriter rawSample(long count, long... locationIds) {
        out.message(2, new ProtoWriter().packed(1, locationIds).packed(2, count));
        return this;
    }

    /** Any other field. */
    public ProfileWriter field(int number, ProtoWriter message) {
        out.message(number, message);
        return this;
    }

    public byte[] plain() {
        ProtoWriter whole = new ProtoWriter();
        for (byte b : out.bytes()) {
            whole.raw(b);
        }
        strings.keySet().forEach(text -> whole.text(6, text));
        return whole.number(9, 1_700_000_000_000_000_000L).bytes();
    }

    public byte[] gzipped() {
        return gzip(plain());
    }

    public static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private int location(List<Frame> frames) {
        Integer known = locations.get(frames);
        if (known != null) {
            return known;
        }
        int id = locations.size() + 1;
        locations.put(frames, id);
        ProtoWriter location = new ProtoWriter().number(1, id).number(2, 1).number(3, 0x400000L + id);
        for (Frame frame : frames) {
            location.message(4, new ProtoWriter().number(1, function(frame)).number(2, frame.line()));
        }
        out.message(4, location);
        return id;
    }

    private int function(Frame frame) {
        String key = frame.function() + "\t" + frame.file() + "\t" + frame.start();
        Integer known = functions.get(key);
        if (known != null) {
            return known;
        }
        int id = functions.size() + 1;
        functions.put(key, id);
        out.message(
                5,
                new ProtoWriter()
                        .number(1, id)
                        .number(2, string(frame.function()))
                        .number(3, string(frame.function()))
                        .number(4, string(frame.file()))
                        .number(5, frame.start()));
        return id;
    }

    private int string(String text) {
        Integer known = strings.get(text);
        if (known != null) {
            return known;
        }
        strings.put(text, strings.size());
        return strings.size() - 1;
    }
}
