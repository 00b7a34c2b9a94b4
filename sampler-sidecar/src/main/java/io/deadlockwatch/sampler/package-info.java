/** The composition root: environment in, one endless loop out. */
@NullMarked
package io.deadlockwatch.sampler;

import org.jspecify.annotations.NullMarked;
