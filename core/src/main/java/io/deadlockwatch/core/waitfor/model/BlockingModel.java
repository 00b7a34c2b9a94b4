package io.deadlockwatch.core.waitfor.model;

import io.deadlockwatch.core.snapshot.Frame;
import java.util.List;

/** The locks and functions of a program. Immutable. */
public final class BlockingModel {

    private final ModelBuild build;
    private final List<LockClass> locks;
    private final List<ModelFunction> functions;
    private final FunctionIndex index;

    public BlockingModel(ModelBuild build, List<LockClass> locks, List<ModelFunction> functions) {
        this.build = build;
        this.locks = List.copyOf(locks);
        this.functions = List.copyOf(functions);
        this.index = new FunctionIndex(this.functions);
    }

    public ModelBuild build() {
        return build;
    }

    public List<LockClass> locks() {
        return locks;
    }

    public List<ModelFunction> functions() {
        return functions;
    }

    /**
     * The function that a frame belongs to: the innermost one whose file and lines hold it, if its symbol agrees. More than one where closures share their lines;
     * none if the model knows nothing about the frame.
     */
    public List<ModelFunction> functionsOf(Frame frame) {
        return index.find(frame);
    }
}
