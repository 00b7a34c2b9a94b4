/** Names that survive a rebuild: symbols, stack fingerprints and sites. */
@NullMarked
package io.deadlockwatch.core.identity;

import org.jspecify.annotations.NullMarked;
