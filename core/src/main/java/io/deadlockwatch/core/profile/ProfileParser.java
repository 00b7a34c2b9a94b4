package io.deadlockwatch.core.profile;

import java.io.IOException;
import java.util.Arrays;

/** Takes the wire format of pprof's {@code profile.proto} apart, as far as a goroutine profile needs it. */
final class ProfileParser {

    private static final int PROFILE_SAMPLE_TYPE = 1;
    private static final int PROFILE_SAMPLE = 2;
    private static final int PROFILE_MAPPING = 3;
    private static final int PROFILE_LOCATION = 4;
    private static final int PROFILE_FUNCTION = 5;
    private static final int PROFILE_STRING_TABLE = 6;

    /** Room for the frames of Go's own runtime, which are dropped later and do not count against the limit. */
    private static final int RUNTIME_FRAMES = 32;

    private final WireReader wire;
    private final ProfileLimits limits;
    private final RawProfile raw;
    private final long[] ids; // scratch, one sample's at a time

    ProfileParser(WireReader wire, ProfileLimits limits) {
        this.wire = wire;
        this.limits = limits;
        this.raw = new RawProfile(limits);
        this.ids = new long[limits.maxFrames() + RUNTIME_FRAMES];
    }

    RawProfile parse() throws IOException {
        while (!wire.atEnd()) {
            long at = wire.position();
            int tag = wire.tag();
            int field = tag >>> 3;
            if (field > PROFILE_STRING_TABLE) {
                wire.skip(tag & 7);
                continue;
            }
            if (raw.hasStrings() && field != PROFILE_STRING_TABLE) {
                throw ProfileException.malformed(at, "the string table is not last, where Go writes it");
            }
            long outer = message(tag, at);
            switch (field) {
                case PROFILE_SAMPLE_TYPE -> raw.sampleType(numberField(1));
                case PROFILE_SAMPLE -> sample(raw.nextSample());
                case PROFILE_MAPPING -> raw.mapping(numberField(6));
                case PROFILE_LOCATION -> location();
                case PROFILE_FUNCTION -> function();
                default -> string();
            }
            wire.leave(outer);
        }
        if (!raw.hasStrings()) {
            throw ProfileException.malformed(wire.position(), "it ends before the string table");
        }
        return raw;
    }

    /** The value of one number field of the current message; 0 if it is not there. */
    private long numberField(int wanted) throws IOException {
        long value = 0;
        while (!wire.atEnd()) {
            long at = wire.position();
            int tag = wire.tag();
            if (tag >>> 3 == wanted) {
                value = number(tag, at);
            } else {
                wire.skip(tag & 7);
            }
        }
        return value;
    }

    private void sample(long number) throws IOException {
        SampleFields sample = new SampleFields();
        while (!wire.atEnd()) {
            long at = wire.position();
            int tag = wire.tag();
            int field = tag >>> 3;
            if (field > SampleFields.VALUE) {
                wire.skip(tag & 7);
            } else if ((tag & 7) == WireReader.BYTES) {
                long outer = wire.enter();
                while (!wire.atEnd()) {
                    sample.add(field, wire.varint());
                }
                wire.leave(outer);
            } else {
                sample.add(field, number(tag, at));
            }
        }
        if (sample.values == 0) {
            raw.problems.add("sample " + number + " has no count");
        } else if (sample.count < 1 || sample.count > Integer.MAX_VALUE) {
            raw.problems.add("sample " + number + " counts " + sample.count + " goroutines");
        } else {
            raw.sample(number, sample.locations(), sample.count);
        }
    }

    /** What a sample says, its outermost locations cut where there are too many. */
    private final class SampleFields {
        static final int LOCATION_ID = 1;
        static final int VALUE = 2;

        private long depth;
        private long values;
        private long count;

        void add(int field, long value) {
            if (field == LOCATION_ID) {
                if (depth < ids.length) {
                    ids[(int) depth] = value;
                }
                depth++;
            } else if (values++ == 0) {
                count = value;
            }
        }

        LocationList locations() {
            return new LocationList(Arrays.copyOf(ids, (int) Math.min(depth, ids.length)), depth > ids.length);
        }
    }

    private void location() throws IOException {
        long id = 0;
        int count = 0;
        RawProfile.Line[] lines = new RawProfile.Line[1];
        while (!wire.atEnd()) {
            long at = wire.position();
            int tag = wire.tag();
            switch (tag >>> 3) {
                case 1 -> id = number(tag, at);
                case 4 -> {
                    if (count == limits.maxFrames()) {
                        throw ProfileException.tooMany(
                                "functions inlined at one location", "maxFrames", limits.maxFrames());
                    }
                    if (count == lines.length) {
                        lines = Arrays.copyOf(lines, 2 * count);
                    }
                    long outer = message(tag, at);
                    lines[count++] = line();
                    wire.leave(outer);
                }
                default -> wire.skip(tag & 7);
            }
        }
        raw.location(id, count == lines.length ? lines : Arrays.copyOf(lines, count));
    }

    private RawProfile.Line line() throws IOException {
        long function = 0;
        long line = 0;
        while (!wire.atEnd()) {
            long at = wire.position();
            int tag = wire.tag();
            switch (tag >>> 3) {
                case 1 -> function = number(tag, at);
                case 2 -> line = number(tag, at);
                default -> wire.skip(tag & 7);
            }
        }
        return new RawProfile.Line(function, lineNumber(line));
    }

    private void function() throws IOException {
        long id = 0;
        long name = 0;
        long file = 0;
        long start = 0;
        while (!wire.atEnd()) {
            long at = wire.position();
            int tag = wire.tag();
            switch (tag >>> 3) {
                case 1 -> id = number(tag, at);
                case 2 -> name = number(tag, at);
                case 4 -> file = number(tag, at);
                case 5 -> start = number(tag, at);
                default -> wire.skip(tag & 7);
            }
        }
        raw.function(id, new RawProfile.Function(name, file, lineNumber(start)));
    }

    private void string() throws IOException {
        if (raw.wantsNextString(wire.left())) {
            raw.keepString(wire.text());
        }
    }

    private long message(int tag, long at) throws IOException {
        if ((tag & 7) != WireReader.BYTES) {
            throw ProfileException.malformed(at, "field " + (tag >>> 3) + " has wire type " + (tag & 7));
        }
        return wire.enter();
    }

    private long number(int tag, long at) throws IOException {
        if ((tag & 7) != WireReader.VARINT) {
            throw ProfileException.malformed(at, "field " + (tag >>> 3) + " has wire type " + (tag & 7));
        }
        return wire.varint();
    }

    /** A line as an {@code int}; what cannot be one is unknown. */
    private static int lineNumber(long line) {
        return line < 0 || line > Integer.MAX_VALUE ? 0 : (int) line;
    }
}
