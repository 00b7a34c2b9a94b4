/** Whether injected samplers keep pods from starting, and what is done about it. */
@NullMarked
package io.deadlockwatch.operator.injection;

import org.jspecify.annotations.NullMarked;
