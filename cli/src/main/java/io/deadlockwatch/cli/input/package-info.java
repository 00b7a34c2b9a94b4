/** What a user names: files, the standard input, and what can be read from them. */
@NullMarked
package io.deadlockwatch.cli.input;

import org.jspecify.annotations.NullMarked;
