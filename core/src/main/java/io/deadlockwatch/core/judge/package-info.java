/** Evidence, verdicts and the confidence that a blocked stack is the one a finding predicted. */
@NullMarked
package io.deadlockwatch.core.judge;

import org.jspecify.annotations.NullMarked;
