/** Things that tests of several packages need. */
@NullMarked
package io.deadlockwatch.operator.testing;

import org.jspecify.annotations.NullMarked;
