/** The pods of the cluster, reduced to what a verdict needs. */
@NullMarked
package io.deadlockwatch.operator.pods;

import org.jspecify.annotations.NullMarked;
