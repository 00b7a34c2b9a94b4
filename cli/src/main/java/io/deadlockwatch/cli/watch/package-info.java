/** Looks at a running process, as cheaply as will do. */
@NullMarked
package io.deadlockwatch.cli.watch;

import org.jspecify.annotations.NullMarked;
