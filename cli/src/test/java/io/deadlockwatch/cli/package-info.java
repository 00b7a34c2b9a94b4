/** The command as its users see it: arguments in, streams and exit code out. */
@NullMarked
package io.deadlockwatch.cli;

import org.jspecify.annotations.NullMarked;
