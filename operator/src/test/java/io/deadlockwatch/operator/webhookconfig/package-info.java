@NullMarked
package io.deadlockwatch.operator.webhookconfig;

import org.jspecify.annotations.NullMarked;
