/** Tests against servers that misbehave and a Go program that does not. */
@NullMarked
package io.deadlockwatch.sampler.pprof;

import org.jspecify.annotations.NullMarked;
