/** One door for every form in which Go tells of its goroutines. */
@NullMarked
package io.deadlockwatch.core.reader;

import org.jspecify.annotations.NullMarked;
