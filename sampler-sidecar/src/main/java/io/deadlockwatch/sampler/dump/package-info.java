/** Packs a dump for its way to the operator while it is read. */
@NullMarked
package io.deadlockwatch.sampler.dump;

import org.jspecify.annotations.NullMarked;
