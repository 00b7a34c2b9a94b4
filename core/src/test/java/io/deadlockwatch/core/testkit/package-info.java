/** What several tests need: fixtures, and small writers and readers of their own that share no code with what they test. */
@NullMarked
package io.deadlockwatch.core.testkit;

import org.jspecify.annotations.NullMarked;
