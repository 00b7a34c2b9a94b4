package io.deadlockwatch.core.text;

/**
 * What the first line of a goroutine tells, its id aside.
 *
 * @param minutes printed wait; 0 if none
 * @param leaked whether Go calls it leaked
 */
record Header(StateNode state, long minutes, boolean leaked) {}
