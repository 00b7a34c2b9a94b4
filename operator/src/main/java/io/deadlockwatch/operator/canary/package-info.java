/** What is to be said of a canary: pass, fail or not known yet. Decisions only; {@code canary.http} asks and answers. */
@NullMarked
package io.deadlockwatch.operator.canary;

import org.jspecify.annotations.NullMarked;
