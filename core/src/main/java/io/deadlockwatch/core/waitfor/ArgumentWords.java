package io.deadlockwatch.core.waitfor;

import io.deadlockwatch.core.identity.Symbol;
import io.deadlockwatch.core.snapshot.Argument;
import io.deadlockwatch.core.snapshot.Argument.Aggregate;
import io.deadlockwatch.core.snapshot.Argument.Word;
import io.deadlockwatch.core.snapshot.Call;
import io.deadlockwatch.core.waitfor.model.Parameter;
import java.util.List;
import java.util.OptionalLong;

/**
 * Reads addresses off the argument words of a frame. Only words that are alive count: of those with a question mark about a third are something else by now.
 *
 * <p>Go's compiler leaves the first parameter of a function with type parameters out, in the belief that it is the dictionary of types. That is so for a function.
 * Of a method the receiver comes first, then the dictionary: the receiver is left out, and the dictionary is printed in its place. A closure has no dictionary, and
 * its first parameter is lost. (Function {@code EmitArgInfo} of Go 1.18 to 1.27.)
 */
final class ArgumentWords {

    /** No object lies in the first page of memory. */
    private static final long FIRST_ADDRESS = 4096;

    private ArgumentWords() {}

    /** The address in a parameter, if it is printed and can be relied on. */
    static OptionalLong address(Call call, List<Parameter> parameters, int index) {
        Parameter parameter = parameters.get(index);
        int position = position(call.frame().function(), index);
        if (call.inlined()
                || parameter.reassigned()
                || !parameter.isAddress()
                || position < 0
                || position >= call.arguments().size()) {
            return OptionalLong.empty();
        }
        Argument argument = call.arguments().get(position);
        return switch (parameter.shape()) {
            case POINTER -> word(argument);
            case INTERFACE -> element(argument, 1);
            case SLICE -> element(argument, 0);
            case FUNCTION, NUMBER, OTHER -> OptionalLong.empty();
        };
    }

    private static int position(String function, int index) {
        if (function.indexOf('[') < 0) {
            return index;
        }
        Symbol symbol = Symbol.parse(function);
        if (symbol.isClosure()) {
            return index - 1;
        }
        boolean method = symbol.elements().size() > 1;
        return method && index == 0 ? -1 : index;
    }

    private static OptionalLong element(Argument argument, int index) {
        return argument instanceof Aggregate aggregate
                        && index < aggregate.elements().size()
                ? word(aggregate.elements().get(index))
                : OptionalLong.empty();
    }

    private static OptionalLong word(Argument argument) {
        return argument instanceof Word word && !word.stale() && Long.compareUnsigned(word.value(), FIRST_ADDRESS) >= 0
                ? OptionalLong.of(word.value())
                : OptionalLong.empty();
    }
}
