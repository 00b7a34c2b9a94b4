/** Which watch a pod belongs to, what that watch asks, and which findings are about the pod. */
@NullMarked
package io.deadlockwatch.operator.policy;

import org.jspecify.annotations.NullMarked;
