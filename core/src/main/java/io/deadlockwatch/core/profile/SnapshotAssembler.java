package io.deadlockwatch.core.profile;

import io.deadlockwatch.core.identity.Frames;
import io.deadlockwatch.core.identity.TypeArguments;
import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.ProfileType;
import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.core.snapshot.StackCount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The second phase of reading: names every frame, tells states from the runtime's frames, then drops those frames and merges what has become equal.
 */
final class SnapshotAssembler {

    /** A location's frames, those of them that stay when the state is known, or why there are none. */
    private static final class Named {

        private static final Frame[] NONE = {};

        final Frame[] frames;
        final Frame[] kept;
        final @Nullable String problem;

        private Named(Frame[] frames, Frame[] kept, @Nullable String problem) {
            this.frames = frames;
            this.kept = kept;
            this.problem = problem;
        }

        static Named of(Frame... frames) {
            List<Frame> kept = new ArrayList<>(frames.length);
            for (Frame frame : frames) {
                if (!Frames.isMachinery(frame)) {
                    kept.add(frame);
                }
            }
            return new Named(frames, kept.size() == frames.length ? frames : kept.toArray(NONE), null);
        }

        static Named unknown(String problem) {
            return new Named(NONE, NONE, problem);
        }
    }

    private final RawProfile raw;
    private final ProfileLimits limits;
    private final ById<Named> locations = new ById<>();
    private final Map<Stack, Long> counts = new LinkedHashMap<>();

    /** Frames of the sample at hand: all of them, and those that stay. */
    private final ArrayList<Frame> all = new ArrayList<>();

    private final ArrayList<Frame> kept = new ArrayList<>();
    private boolean fetcherSeen;

    SnapshotAssembler(RawProfile raw, ProfileLimits limits) {
        this.raw = raw;
        this.limits = limits;
    }

    Snapshot assemble() throws ProfileException {
        String type = raw.sampleType();
        if (type == null || !(type.equals("goroutine") || type.equals("goroutineleak"))) {
            throw new ProfileException(
                    "not a goroutine profile: its samples count " + (type == null ? "nothing it names" : type));
        }
        for (Map.Entry<LocationList, RawProfile.Tally> entry : raw.stacks().entrySet()) {
            add(entry.getKey(), entry.getValue());
        }
        List<StackCount> stacks = new ArrayList<>(counts.size());
        for (Map.Entry<Stack, Long> entry : counts.entrySet()) {
            stacks.add(new StackCount(entry.getKey(), entry.getValue()));
        }
        ProfileType kind = type.equals("goroutine") ? ProfileType.GOROUTINE : ProfileType.GOROUTINE_LEAK;
        return new Snapshot(kind, raw.buildId(), raw.goroutines(), stacks, fetcherSeen, false, raw.problems.list());
    }

    private void add(LocationList ids, RawProfile.Tally tally) {
        all.clear();
        kept.clear();
        for (int i = 0; i < ids.size(); i++) {
            Named named = named(ids.get(i));
            if (named.problem != null) {
                raw.problems.add("sample " + tally.firstSample + ": " + named.problem);
                return;
            }
            for (Frame frame : named.frames) {
                all.add(frame);
            }
            for (Frame frame : named.kept) {
                kept.add(frame);
            }
        }
        if (Fetcher.isOn(all)) {
            fetcherSeen = true;
            return;
        }
        List<Frame> shown = kept;
        if (ids.isCut() || kept.size() > limits.maxFrames()) {
            shown = kept.subList(0, Math.min(kept.size(), limits.maxFrames()));
            raw.problems.add("sample " + tally.firstSample + ": stack is deeper than " + limits.maxFrames()
                    + " frames, limit maxFrames; outer ones left out");
        }
        counts.merge(new Stack(WaitClassifier.classify(all), shown), tally.count, Long::sum);
    }

    private Named named(long id) {
        Named known = locations.get(id);
        if (known == null) {
            known = resolve(id);
            locations.put(id, known);
        }
        return known;
    }

    private Named resolve(long id) {
        RawProfile.Line[] lines = raw.location(id);
        if (lines == null) {
            return Named.unknown("location " + id + " is not in the profile");
        }
        if (lines.length == 0) {
            return Named.of(new Frame("", "", 0, 0));
        }
        Frame[] frames = new Frame[lines.length];
        for (int i = 0; i < lines.length; i++) {
            RawProfile.Line line = lines[i];
            RawProfile.Function function = raw.function(line.function());
            if (function == null) {
                return Named.unknown("function " + line.function() + " is not in the profile");
            }
            String name = raw.string(function.name());
            String file = raw.string(function.file());
            if (name == null || file == null) {
                return Named.unknown("a name of function " + line.function() + " is not in the string table");
            }
            String shown = name.length() > limits.maxName() ? TypeArguments.elide(name) : name;
            int longest = Math.max(shown.length(), file.length());
            if (longest > limits.maxName()) {
                return Named.unknown("name of " + longest + " characters, limit maxName is " + limits.maxName());
            }
            frames[i] = new Frame(shown, file, line.line(), function.startLine());
        }
        return Named.of(frames);
    }
}
