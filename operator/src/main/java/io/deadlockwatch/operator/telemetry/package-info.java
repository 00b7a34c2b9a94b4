/** Prometheus metrics and OpenTelemetry events; nothing else knows either. */
@NullMarked
package io.deadlockwatch.operator.telemetry;

import org.jspecify.annotations.NullMarked;
