@NullMarked
package io.deadlockwatch.operator.telemetry;

import org.jspecify.annotations.NullMarked;
