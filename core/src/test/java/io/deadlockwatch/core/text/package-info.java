/** Tests of the readers of text. */
@NullMarked
package io.deadlockwatch.core.text;

import org.jspecify.annotations.NullMarked;
