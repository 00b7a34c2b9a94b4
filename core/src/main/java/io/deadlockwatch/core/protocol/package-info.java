/** What a sampler tells the operator, and the one codec for it. */
@NullMarked
package io.deadlockwatch.core.protocol;

import org.jspecify.annotations.NullMarked;
