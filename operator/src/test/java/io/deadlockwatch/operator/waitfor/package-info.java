@NullMarked
package io.deadlockwatch.operator.waitfor;

import org.jspecify.annotations.NullMarked;
