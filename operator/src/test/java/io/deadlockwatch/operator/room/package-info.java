@NullMarked
package io.deadlockwatch.operator.room;

import org.jspecify.annotations.NullMarked;
