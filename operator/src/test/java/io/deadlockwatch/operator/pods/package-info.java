@NullMarked
package io.deadlockwatch.operator.pods;

import org.jspecify.annotations.NullMarked;
