@NullMarked
package io.deadlockwatch.operator.events;

import org.jspecify.annotations.NullMarked;
