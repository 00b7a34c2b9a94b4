@NullMarked
package io.deadlockwatch.fuzz;

import org.jspecify.annotations.NullMarked;
