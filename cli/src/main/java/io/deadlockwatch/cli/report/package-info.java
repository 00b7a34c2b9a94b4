/** One class for each form in which an analysis is written. */
@NullMarked
package io.deadlockwatch.cli.report;

import org.jspecify.annotations.NullMarked;
