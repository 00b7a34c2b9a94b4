/** What a Go process printed of its goroutines, in the terms of the Go runtime. */
@NullMarked
package io.deadlockwatch.core.snapshot;

import org.jspecify.annotations.NullMarked;
