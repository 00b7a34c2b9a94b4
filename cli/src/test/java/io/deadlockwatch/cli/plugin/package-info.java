/** {@code kubectl deadlockwatch}. */
@NullMarked
package io.deadlockwatch.cli.plugin;

import org.jspecify.annotations.NullMarked;
