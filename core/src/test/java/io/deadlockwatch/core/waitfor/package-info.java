@NullMarked
package io.deadlockwatch.core.waitfor;

import org.jspecify.annotations.NullMarked;
