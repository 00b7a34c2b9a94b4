@NullMarked
package io.deadlockwatch.operator.intake;

import org.jspecify.annotations.NullMarked;
