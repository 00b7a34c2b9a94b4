/** What the operator is told by its environment. */
@NullMarked
package io.deadlockwatch.operator.config;

import org.jspecify.annotations.NullMarked;
