/** Tests of reading static findings. */
@NullMarked
package io.deadlockwatch.core.findings;

import org.jspecify.annotations.NullMarked;
