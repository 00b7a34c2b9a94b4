/** The operator: takes reports, judges them, raises incidents, and puts samplers into pods. See {@code operator/README.md}. */
@NullMarked
package io.deadlockwatch.operator;

import org.jspecify.annotations.NullMarked;
