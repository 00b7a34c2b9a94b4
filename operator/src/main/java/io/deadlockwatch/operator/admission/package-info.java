/** Puts samplers into new pods, and never stands in a pod's way. */
@NullMarked
package io.deadlockwatch.operator.admission;

import org.jspecify.annotations.NullMarked;
