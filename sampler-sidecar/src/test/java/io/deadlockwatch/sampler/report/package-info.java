/** Tests of the way to the operator, over real TLS. */
@NullMarked
package io.deadlockwatch.sampler.report;

import org.jspecify.annotations.NullMarked;
