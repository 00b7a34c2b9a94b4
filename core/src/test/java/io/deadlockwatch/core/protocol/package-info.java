/** Tests of the report codec. */
@NullMarked
package io.deadlockwatch.core.protocol;

import org.jspecify.annotations.NullMarked;
