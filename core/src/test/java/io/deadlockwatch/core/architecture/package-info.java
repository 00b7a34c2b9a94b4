/** What may depend on what. */
@NullMarked
package io.deadlockwatch.core.architecture;

import org.jspecify.annotations.NullMarked;
