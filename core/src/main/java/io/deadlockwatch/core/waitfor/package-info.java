/** Who waits for whom: joins a blocking model with the goroutines of a dump, and says which are deadlocked. See {@code docs/reference/wait-for-graph.md}. */
@NullMarked
package io.deadlockwatch.core.waitfor;

import org.jspecify.annotations.NullMarked;
