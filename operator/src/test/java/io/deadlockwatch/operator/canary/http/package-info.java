@NullMarked
package io.deadlockwatch.operator.canary.http;

import org.jspecify.annotations.NullMarked;
