package io.deadlockwatch.core.text;

import io.deadlockwatch.core.snapshot.Frame;
import java.util.List;

/**
 * A stack as a {@code debug=1} profile prints it.
 *
 * @param frames the printed ones, innermost first
 * @param hidden the calls further in, of which only counters are printed
 */
record TextStack(List<Frame> frames, HiddenCalls hidden) {}
