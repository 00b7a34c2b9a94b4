/** Takes reports to the operator: TLS with the operator's own CA, the pod's token, one connection kept. */
@NullMarked
package io.deadlockwatch.sampler.report;

import org.jspecify.annotations.NullMarked;
