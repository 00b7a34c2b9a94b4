/** Tests of the loop by simulated time. */
@NullMarked
package io.deadlockwatch.sampler.loop;

import org.jspecify.annotations.NullMarked;
