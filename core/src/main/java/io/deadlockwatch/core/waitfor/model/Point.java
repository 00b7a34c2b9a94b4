package io.deadlockwatch.core.waitfor.model;

import java.util.List;
import java.util.Optional;

/**
 * One operation of a function, and the locks around it.
 *
 * @param line that Go prints for a frame that stands here
 * @param callee symbol of the called function; the bare name of an interface's method; empty if it is not known
 * @param held by this function, or by what it called, when a goroutine stands here
 * @param released locks of callers that may have been given back on the way here
 * @param acquires the lock that the operation waits for
 * @param arguments of a call, receiver first: where each address comes from
 * @param captures of a call of a closure literal: the value of each captured variable
 */
public record Point(
        int line,
        Operation operation,
        String callee,
        List<LockUse> held,
        List<LockUse> released,
        Optional<LockUse> acquires,
        List<AccessPath> arguments,
        List<AccessPath> captures) {

    public Point {
        held = List.copyOf(held);
        released = List.copyOf(released);
        arguments = List.copyOf(arguments);
        captures = List.copyOf(captures);
    }
}
