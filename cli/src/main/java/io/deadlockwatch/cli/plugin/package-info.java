/** {@code kubectl deadlockwatch}: one thin command each, over what the API server tells. */
@NullMarked
package io.deadlockwatch.cli.plugin;

import org.jspecify.annotations.NullMarked;
