@NullMarked
package io.deadlockwatch.operator.injection;

import org.jspecify.annotations.NullMarked;
