@NullMarked
package io.deadlockwatch.operator.admission;

import org.jspecify.annotations.NullMarked;
