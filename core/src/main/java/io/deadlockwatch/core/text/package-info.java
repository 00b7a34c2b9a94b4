/** Reads what Go prints of its goroutines as text: {@code debug=2} dumps, crashes and {@code debug=1} profiles. */
@NullMarked
package io.deadlockwatch.core.text;

import org.jspecify.annotations.NullMarked;
