/** Tests of verdicts and confidence. */
@NullMarked
package io.deadlockwatch.core.judge;

import org.jspecify.annotations.NullMarked;
