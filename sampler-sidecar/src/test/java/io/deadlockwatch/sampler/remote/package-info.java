@NullMarked
package io.deadlockwatch.sampler.remote;

import org.jspecify.annotations.NullMarked;
