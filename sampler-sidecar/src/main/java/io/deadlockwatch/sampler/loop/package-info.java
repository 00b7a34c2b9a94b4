/** What the sampler does when: lease, samples, reports. Decides on ports and an injected clock alone. */
@NullMarked
package io.deadlockwatch.sampler.loop;

import org.jspecify.annotations.NullMarked;
