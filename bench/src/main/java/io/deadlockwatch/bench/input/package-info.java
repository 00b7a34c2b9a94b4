/** Inputs for measurements, made of a seed: the same bytes in every run. */
@NullMarked
package io.deadlockwatch.bench.input;

import org.jspecify.annotations.NullMarked;
