/** Tests of the log. */
@NullMarked
package io.deadlockwatch.sampler.log;

import org.jspecify.annotations.NullMarked;
