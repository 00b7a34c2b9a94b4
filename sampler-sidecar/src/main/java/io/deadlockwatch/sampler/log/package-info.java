/** One JSON line for each change of state. */
@NullMarked
package io.deadlockwatch.sampler.log;

import org.jspecify.annotations.NullMarked;
