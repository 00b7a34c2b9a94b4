/** Tests of the one door. */
@NullMarked
package io.deadlockwatch.core.reader;

import org.jspecify.annotations.NullMarked;
