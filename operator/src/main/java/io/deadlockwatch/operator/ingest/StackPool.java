package io.deadlockwatch.operator.ingest;

import io.deadlockwatch.core.identity.FunctionNames;
import io.deadlockwatch.core.identity.NamedStack;
import io.deadlockwatch.core.identity.StackFingerprint;
import io.deadlockwatch.core.protocol.StackText;
import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.Stack;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One instance of each stack for the whole fleet, made of one instance of each frame: replicas stand on the same stacks, and the stacks of a service have most of their frames in
 * common. What no session holds goes away by itself. Safe for many threads.
 *
 * <p>By its text and not by its id, which says nothing of files: two builds may have the same id for stacks with different paths.
 */
public final class StackPool {

    /** Enough for a service or two: a name is only asked for with the first pod that tells of it. */
    private static final int NAMES = 4_096;

    private final Map<Stack, WeakReference<KnownStack>> stacks = new WeakHashMap<>();
    private final Map<Frame, WeakReference<Frame>> frames = new WeakHashMap<>();
    private final FunctionNames names = new FunctionNames(NAMES);

    /** The one instance of a stack; empty if its id is not its fingerprint. */
    public synchronized Optional<KnownStack> know(StackText text) {
        KnownStack known = referent(stacks.get(text.stack()));
        if (known == null) {
            NamedStack named = names.of(shared(text.stack()));
            known = new KnownStack(StackFingerprint.of(named), named.stack(), named.site());
            stacks.put(known.stack(), new WeakReference<>(known));
        }
        return known.id().equals(text.id()) ? Optional.of(known) : Optional.empty();
    }

    private Stack shared(Stack stack) {
        return new Stack(
                stack.state(), stack.frames().stream().map(this::shared).toList());
    }

    private Frame shared(Frame frame) {
        Frame known = referent(frames.get(frame));
        if (known == null) {
            frames.put(frame, new WeakReference<>(frame));
            return frame;
        }
        return known;
    }

    private static <T> @Nullable T referent(@Nullable WeakReference<T> reference) {
        return reference == null ? null : reference.get();
    }

    /** Distinct stacks held now. */
    public synchronized int size() {
        return stacks.size();
    }
}
