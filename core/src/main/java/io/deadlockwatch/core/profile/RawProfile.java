package io.deadlockwatch.core.profile;

import io.deadlockwatch.core.internal.Problems;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The first phase of reading: a profile's tables, still full of references. Go writes the string table last, so names are only known when everything else has been
 * read; by then it is known too which of the strings are names, and only those are kept. Labels, which can be as many as there are goroutines, never are.
 */
final class RawProfile {

    /** A line of a function; a location with several is a call and what was inlined there, innermost first. */
    record Line(long function, int line) {}

    /** A function, its names as indexes of strings. */
    record Function(long name, long file, int startLine) {}

    /** How often a stack was seen. */
    static final class Tally {
        final long firstSample;
        long count;

        Tally(long firstSample) {
            this.firstSample = firstSample;
        }
    }

    /** A string that something refers to. */
    private static final class Name {
        /** Null until the string table is read. */
        @Nullable
        String text;
    }

    final Problems problems = new Problems();

    private final ProfileLimits limits;
    private final Map<LocationList, Tally> stacks = new LinkedHashMap<>();
    private final ById<Line[]> locations = new ById<>();
    private final ById<Function> functions = new ById<>();

    private final ById<Name> names = new ById<>();
    private @Nullable Name next;
    private long samples;
    private long goroutines;
    private long stringCount;
    private long stringBytes;
    private int sampleTypes;
    private long sampleType;
    private boolean mappingSeen;
    private long buildId;

    RawProfile(ProfileLimits limits) {
        this.limits = limits;
    }

    void sampleType(long type) throws ProfileException {
        if (++sampleTypes > 1) {
            throw new ProfileException("not a goroutine profile: it has more than one value a sample");
        }
        sampleType = type;
        names.putIfAbsent(type, new Name());
    }

    /** Takes the build id of a mapping: the first is the program, others are libraries. */
    void mapping(long id) {
        if (!mappingSeen) {
            mappingSeen = true;
            buildId = id;
            names.putIfAbsent(id, new Name());
        }
    }

    /** Counts a sample before its content is known to be good; the answer is its number, from 1. */
    long nextSample() throws ProfileException {
        if (samples == limits.maxSamples()) {
            throw ProfileException.tooMany("samples", "maxSamples", limits.maxSamples());
        }
        return ++samples;
    }

    void sample(long number, LocationList key, long count) throws ProfileException {
        goroutines += count;
        Tally tally = stacks.get(key);
        if (tally == null) {
            if (stacks.size() == limits.maxStacks()) {
                throw ProfileException.tooMany("different stacks", "maxStacks", limits.maxStacks());
            }
            tally = new Tally(number);
            stacks.put(key, tally);
        }
        tally.count += count;
    }

    void location(long id, Line[] lines) throws ProfileException {
        if (locations.size() == limits.maxLocations()) {
            throw ProfileException.tooMany("locations", "maxLocations", limits.maxLocations());
        }
        locations.putIfAbsent(id, lines);
    }

    void function(long id, Function function) throws ProfileException {
        if (functions.size() == limits.maxFunctions()) {
            throw ProfileException.tooMany("functions", "maxFunctions", limits.maxFunctions());
        }
        if (functions.putIfAbsent(id, function)) {
            names.putIfAbsent(function.name(), new Name());
            names.putIfAbsent(function.file(), new Name());
        }
    }

    /** Whether the string that comes next in the table is one to keep. */
    boolean wantsNextString(long length) throws ProfileException {
        long index = stringCount++;
        next = names.get(index);
        if (next == null) {
            return false;
        }
        stringBytes += length;
        if (stringBytes > limits.maxStringBytes()) {
            throw new ProfileException("profile has at least " + stringBytes
                    + " bytes of names, limit maxStringBytes is " + limits.maxStringBytes());
        }
        return true;
    }

    /** Keeps the string that {@link #wantsNextString} was asked about. */
    void keepString(String text) {
        if (next != null) {
            next.text = text;
        }
    }

    boolean hasStrings() {
        return stringCount > 0;
    }

    long goroutines() {
        return goroutines;
    }

    Map<LocationList, Tally> stacks() {
        return stacks;
    }

    Line @Nullable [] location(long id) {
        return locations.get(id);
    }

    @Nullable
    Function function(long id) {
        return functions.get(id);
    }

    @Nullable
    String string(long index) {
        Name name = names.get(index);
        return name == null ? null : name.text;
    }

    /** What the samples count, in the profile's word; null if it does not say. */
    @Nullable
    String sampleType() {
        return sampleTypes == 0 ? null : string(sampleType);
    }

    String buildId() {
        String id = buildId == 0 ? null : string(buildId);
        return id == null ? "" : id;
    }
}
