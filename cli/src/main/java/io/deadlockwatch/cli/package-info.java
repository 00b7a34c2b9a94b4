/** The {@code deadlockwatch} command: snapshots and findings without a cluster. */
@NullMarked
package io.deadlockwatch.cli;

import org.jspecify.annotations.NullMarked;
