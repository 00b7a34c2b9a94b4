/** Reads goroutine profiles in the protobuf form of pprof ({@code debug=0}). */
@NullMarked
package io.deadlockwatch.core.profile;

import org.jspecify.annotations.NullMarked;
