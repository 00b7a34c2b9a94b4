/** The custom resources: what people write, and what the operator answers. */
@NullMarked
package io.deadlockwatch.crds;

import org.jspecify.annotations.NullMarked;
