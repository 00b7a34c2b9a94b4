/** One sampler for all targets of a node: which they are, whose turn it is, and what they share. */
@NullMarked
package io.deadlockwatch.sampler.remote;

import org.jspecify.annotations.NullMarked;
