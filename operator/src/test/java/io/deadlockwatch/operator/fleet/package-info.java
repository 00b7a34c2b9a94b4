@NullMarked
package io.deadlockwatch.operator.fleet;

import org.jspecify.annotations.NullMarked;
