/** What is true of all watches at one moment. */
@NullMarked
package io.deadlockwatch.operator.fleet;

import org.jspecify.annotations.NullMarked;
