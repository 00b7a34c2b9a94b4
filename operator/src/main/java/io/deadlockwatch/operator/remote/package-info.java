/** Mode Remote: which node's sampler looks at which pods. */
@NullMarked
package io.deadlockwatch.operator.remote;

import org.jspecify.annotations.NullMarked;
