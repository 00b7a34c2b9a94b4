@NullMarked
package io.deadlockwatch.cli.watch;

import org.jspecify.annotations.NullMarked;
