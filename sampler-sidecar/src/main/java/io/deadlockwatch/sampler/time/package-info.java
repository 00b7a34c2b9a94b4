/** Monotonic time. */
@NullMarked
package io.deadlockwatch.sampler.time;

import org.jspecify.annotations.NullMarked;
