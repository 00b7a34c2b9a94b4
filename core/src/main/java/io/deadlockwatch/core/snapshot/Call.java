package io.deadlockwatch.core.snapshot;

import java.util.List;

/**
 * A function on the stack of one goroutine, with the argument words it prints.
 *
 * @param inlined whether it is printed as {@code f(...)}: the compiler inlined it, and no words are known
 * @param arguments one element for each printed argument, in order; a list that was cut ends with {@link Argument.Cut}
 */
public record Call(Frame frame, boolean inlined, List<Argument> arguments) {
    public Call {
        arguments = List.copyOf(arguments);
    }
}
