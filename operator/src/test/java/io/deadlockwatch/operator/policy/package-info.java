@NullMarked
package io.deadlockwatch.operator.policy;

import org.jspecify.annotations.NullMarked;
