/** Tells the API server which pods to show to the webhook. */
@NullMarked
package io.deadlockwatch.operator.webhookconfig;

import org.jspecify.annotations.NullMarked;
