/** Measures the engine, and holds the numbers against what they should be. */
@NullMarked
package io.deadlockwatch.bench;

import org.jspecify.annotations.NullMarked;
