/** What must hold for any input whatever, one class a reader; a fuzzer looks for inputs for which it does not. */
@NullMarked
package io.deadlockwatch.fuzz;

import org.jspecify.annotations.NullMarked;
