package io.deadlockwatch.core.waitfor.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A function and the points in it.
 *
 * @param symbol as in {@code docs/reference/identity.md}; a closure shares it with others
 * @param file with slashes, relative to the module's root, or by module path
 * @param start line of its {@code func} keyword
 * @param end line of its closing brace
 * @param parameters receiver first
 * @param points in the order of lines
 */
public record ModelFunction(
        String symbol, String file, int start, int end, List<Parameter> parameters, List<Point> points) {

    public ModelFunction {
        parameters = List.copyOf(parameters);
        points = List.copyOf(points);
    }

    /** The points of a line. */
    public List<Point> pointsAt(int line) {
        return points.stream().filter(point -> point.line() == line).toList();
    }

    /** Every lock that this function takes, waits for or holds somewhere. */
    public Set<LockUse> locksTouched() {
        Set<LockUse> touched = new LinkedHashSet<>();
        for (Point point : points) {
            List<LockUse> uses = new ArrayList<>(point.held());
            point.acquires().ifPresent(uses::add);
            for (LockUse use : uses) {
                touched.add(new LockUse(AccessPath.UNKNOWN, use.lock(), use.mode(), false));
            }
        }
        return touched;
    }
}
