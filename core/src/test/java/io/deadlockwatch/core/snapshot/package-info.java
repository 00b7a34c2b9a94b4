@NullMarked
package io.deadlockwatch.core.snapshot;

import org.jspecify.annotations.NullMarked;
