/** Decides which snapshots of a target are worth what they cost it. Knows no network and no clock: it is told what was seen and what time it is. */
@NullMarked
package io.deadlockwatch.sampler.ladder;

import org.jspecify.annotations.NullMarked;
