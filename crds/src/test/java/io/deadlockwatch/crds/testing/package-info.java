/** A real API server for tests of any module. */
@NullMarked
package io.deadlockwatch.crds.testing;

import org.jspecify.annotations.NullMarked;
