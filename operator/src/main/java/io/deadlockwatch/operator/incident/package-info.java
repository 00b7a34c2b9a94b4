/** When a blocked site becomes an incident, and when it ends. */
@NullMarked
package io.deadlockwatch.operator.incident;

import org.jspecify.annotations.NullMarked;
