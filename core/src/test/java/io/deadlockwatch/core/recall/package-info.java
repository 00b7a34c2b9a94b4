/** How much of what blocks in real programs is reported, and what else is. */
@NullMarked
package io.deadlockwatch.core.recall;

import org.jspecify.annotations.NullMarked;
