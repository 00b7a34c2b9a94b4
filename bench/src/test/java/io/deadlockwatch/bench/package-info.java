@NullMarked
package io.deadlockwatch.bench;

import org.jspecify.annotations.NullMarked;
