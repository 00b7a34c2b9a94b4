/** How much of what should be observed is observed: no verdict without it. */
@NullMarked
package io.deadlockwatch.operator.coverage;

import org.jspecify.annotations.NullMarked;
