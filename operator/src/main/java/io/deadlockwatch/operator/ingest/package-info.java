/** Takes the samplers' reports: who sends, what is accepted, what is answered. */
@NullMarked
package io.deadlockwatch.operator.ingest;

import org.jspecify.annotations.NullMarked;
