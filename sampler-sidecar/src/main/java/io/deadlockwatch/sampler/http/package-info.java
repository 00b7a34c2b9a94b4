/** As much HTTP/1.1 as two requests need, over any stream, with a bound on everything. */
@NullMarked
package io.deadlockwatch.sampler.http;

import org.jspecify.annotations.NullMarked;
