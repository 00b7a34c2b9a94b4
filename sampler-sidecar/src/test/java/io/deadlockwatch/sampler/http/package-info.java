/** Tests of the HTTP reader. */
@NullMarked
package io.deadlockwatch.sampler.http;

import org.jspecify.annotations.NullMarked;
