/** Fetches pprof pages of a Go process, with deadlines, and says precisely what went wrong. */
@NullMarked
package io.deadlockwatch.sampler.pprof;

import org.jspecify.annotations.NullMarked;
