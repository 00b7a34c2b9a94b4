/** The blocking model of a program: which locks are held where, as the scanner found it. See {@code docs/reference/blocking-model.md}. */
@NullMarked
package io.deadlockwatch.core.waitfor.model;

import org.jspecify.annotations.NullMarked;
