/** Who waits for whom. */
@NullMarked
package io.deadlockwatch.cli.graph;

import org.jspecify.annotations.NullMarked;
