@NullMarked
package io.deadlockwatch.sampler.dump;

import org.jspecify.annotations.NullMarked;
