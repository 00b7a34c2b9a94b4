/** Tests of names. */
@NullMarked
package io.deadlockwatch.core.identity;

import org.jspecify.annotations.NullMarked;
