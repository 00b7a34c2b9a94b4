package io.deadlockwatch.core.text;

import io.deadlockwatch.core.snapshot.WaitState;

/** What goroutines do or wait for, as printed, and the innermost end of all stacks of such goroutines. */
final class StateNode extends Table.Entry<StateNode> {

    final WaitState state;
    final CallNode start;

    StateNode(int hash, WaitState state) {
        super(hash);
        this.state = state;
        this.start = new CallNode(hash, this);
    }
}
