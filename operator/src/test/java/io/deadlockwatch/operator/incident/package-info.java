@NullMarked
package io.deadlockwatch.operator.incident;

import org.jspecify.annotations.NullMarked;
