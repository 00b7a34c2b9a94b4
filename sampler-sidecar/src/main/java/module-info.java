import org.jspecify.annotations.NullMarked;

/** The sampler: pulls goroutine snapshots beside its target, counts stacks, reports them to the operator. Needs nothing beyond {@code java.base} and the engine. */
@NullMarked
module io.deadlockwatch.sampler {
    requires transitive io.deadlockwatch.core;
    requires static org.jspecify;

    exports io.deadlockwatch.sampler.pprof;
}
