/** What {@code helm test} runs: a program of its own, without the operator's framework. */
@NullMarked
package io.deadlockwatch.operator.install;

import org.jspecify.annotations.NullMarked;
