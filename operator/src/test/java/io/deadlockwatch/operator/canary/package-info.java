@NullMarked
package io.deadlockwatch.operator.canary;

import org.jspecify.annotations.NullMarked;
