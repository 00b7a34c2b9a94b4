/** The packaged operator, as a process of its own, against a real API server and with the rights that the chart gives it. */
@NullMarked
package io.deadlockwatch.operator.component;

import org.jspecify.annotations.NullMarked;
