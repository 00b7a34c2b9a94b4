@NullMarked
package io.deadlockwatch.operator.remote;

import org.jspecify.annotations.NullMarked;
