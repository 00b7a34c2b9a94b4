@NullMarked
package io.deadlockwatch.sampler.ladder;

import org.jspecify.annotations.NullMarked;
