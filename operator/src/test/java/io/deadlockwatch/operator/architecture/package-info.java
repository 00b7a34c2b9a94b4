@NullMarked
package io.deadlockwatch.operator.architecture;

import org.jspecify.annotations.NullMarked;
