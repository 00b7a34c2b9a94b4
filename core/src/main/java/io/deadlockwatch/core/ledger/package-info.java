/** Counts of stacks over time, in fixed memory. */
@NullMarked
package io.deadlockwatch.core.ledger;

import org.jspecify.annotations.NullMarked;
