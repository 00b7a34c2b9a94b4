/** Joins the dumps of pods with the blocking model of their build: who waits for whom, and which goroutines can never go on. */
@NullMarked
package io.deadlockwatch.operator.waitfor;

import org.jspecify.annotations.NullMarked;
