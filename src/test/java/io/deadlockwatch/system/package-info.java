/** The whole system on a real cluster, used as people use it: Helm, kubectl, manifests, HTTP. */
@NullMarked
package io.deadlockwatch.system;

import org.jspecify.annotations.NullMarked;
