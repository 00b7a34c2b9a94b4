/** What callers may occupy before anybody knows who they are: bytes of bodies that are on their way, connections. */
@NullMarked
package io.deadlockwatch.operator.intake;

import org.jspecify.annotations.NullMarked;
