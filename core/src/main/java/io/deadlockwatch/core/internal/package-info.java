/** Small helpers of the engine that are no part of its API. */
@NullMarked
package io.deadlockwatch.core.internal;

import org.jspecify.annotations.NullMarked;
