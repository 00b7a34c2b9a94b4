package io.deadlockwatch.core.profile;

import io.deadlockwatch.core.internal.Problems;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
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

    final Problems problems = new Problems();

    private final ProfileLimits limits;
    private final Map<LocationList, Tally> stacks = new LinkedHashMap<>();
    private final Map<Long, Line[]> locations = new HashMap<>();
    private final Map<Long, Function> functions = new HashMap<>();
    private final Map<Long, String> strings = new HashMap<>();
    private final Set<Long> wanted = new HashSet<>();
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
        wanted.add(type);
    }

    /** Takes the build id of a mapping: the first is the program, others are libraries. */
    void mapping(long id) {
        if (!mappingSeen) {
            mappingSeen = true;
            buildId = id;
            wanted.add(id);
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
        if (functions.putIfAbsent(id, function) == null) {
            wanted.add(function.name());
            wanted.add(function.file());
        }
    }

    /** Whether the string that comes next in the table is one to keep. */
    boolean wantsNextString(long length) throws ProfileException {
        long index = stringCount++;
        if (!wanted.contains(index)) {
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
        strings.put(stringCount - 1, text);
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
        return strings.get(index);
    }

    /** What the samples count, in the profile's word; null if it does not say. */
    @Nullable
    String sampleType() {
        return sampleTypes == 0 ? null : strings.get(sampleType);
    }

    String buildId() {
        String id = buildId == 0 ? null : strings.get(buildId);
        return id == null ? "" : id;
    }
}
