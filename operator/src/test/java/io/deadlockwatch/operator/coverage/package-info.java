@NullMarked
package io.deadlockwatch.operator.coverage;

import org.jspecify.annotations.NullMarked;
