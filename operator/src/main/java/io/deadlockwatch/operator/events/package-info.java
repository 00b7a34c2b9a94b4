/** Kubernetes Events: what {@code kubectl describe} shows beside the object that it happened to. */
@NullMarked
package io.deadlockwatch.operator.events;

import org.jspecify.annotations.NullMarked;
