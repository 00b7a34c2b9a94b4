/** The resources that people write: read into the policy, answered in their status. */
@NullMarked
package io.deadlockwatch.operator.reconcile;

import org.jspecify.annotations.NullMarked;
