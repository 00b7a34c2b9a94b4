package io.deadlockwatch.core.waitfor;

import io.deadlockwatch.core.waitfor.PlacedFrame.Fit;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which source files are still as the model has them.
 *
 * <p>A model of other sources has other lines, and would prove what is not so. The stacks themselves are a checksum: a frame shows which function it calls from its
 * line, or that it waits for a lock there. A file is trusted if at least one frame stands where the model says it can, and none stands where it says that it cannot.
 * In a file that is not trusted, a frame can stand anywhere in its function.
 *
 * @param trusted as named in the model
 * @param misfits frames that stand where they cannot, by file
 */
record ModelFit(Set<String> trusted, List<PlacedFrame> misfits) {

    static ModelFit of(Collection<PlacedStack> stacks) {
        List<PlacedFrame> misfits =
                frames(stacks).filter(frame -> frame.fit() == Fit.MISFIT).toList();
        Set<String> broken = misfits.stream().map(ModelFit::file).collect(Collectors.toSet());
        Set<String> trusted = frames(stacks)
                .filter(frame -> frame.fit() == Fit.AT_POINT)
                .map(ModelFit::file)
                .filter(file -> !broken.contains(file))
                .collect(Collectors.toSet());
        return new ModelFit(trusted, misfits);
    }

    /** The stack, without what files that are not trusted say. */
    PlacedStack trusted(PlacedStack stack) {
        List<PlacedFrame> frames = stack.frames().stream()
                .map(frame -> trusted.contains(file(frame)) ? frame : frame.anywhere())
                .toList();
        return new PlacedStack(stack.goroutine(), stack.top(), frames);
    }

    private static Stream<PlacedFrame> frames(Collection<PlacedStack> stacks) {
        return stacks.stream().flatMap(stack -> stack.frames().stream());
    }

    static String file(PlacedFrame frame) {
        return frame.functions().getFirst().file();
    }
}
