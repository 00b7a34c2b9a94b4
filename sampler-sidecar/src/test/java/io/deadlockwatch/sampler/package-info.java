/** Tests of the composition root. */
@NullMarked
package io.deadlockwatch.sampler;

import org.jspecify.annotations.NullMarked;
