/** The numbers of one run, for people and for programs. */
@NullMarked
package io.deadlockwatch.bench.report;

import org.jspecify.annotations.NullMarked;
