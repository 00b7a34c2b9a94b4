/** The composition root: which parts run in which role. */
@NullMarked
package io.deadlockwatch.operator.app;

import org.jspecify.annotations.NullMarked;
