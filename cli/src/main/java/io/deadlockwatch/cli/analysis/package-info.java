/** From snapshots and findings to what is to be said of a process: pure functions. */
@NullMarked
package io.deadlockwatch.cli.analysis;

import org.jspecify.annotations.NullMarked;
