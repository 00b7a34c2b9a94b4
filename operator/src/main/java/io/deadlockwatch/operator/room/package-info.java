/** How much room quotas and limit ranges leave for samplers. */
@NullMarked
package io.deadlockwatch.operator.room;

import org.jspecify.annotations.NullMarked;
