@NullMarked
package io.deadlockwatch.operator.reconcile;

import org.jspecify.annotations.NullMarked;
