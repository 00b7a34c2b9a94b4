package abandonedreceive

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/chanuse"
	"deadlockwatch.io/deadlock-guard/internal/flow"
)

// state is what the maker owes to the goroutines that it started.
type state struct {
	values int  // receives that wait for a value each; below zero, values that wait in the buffer
	open   bool // some goroutine ranges over the channel, which only a close ends
	closed bool // closed, or a deferred close is set up
}

// closesLater: the deferred function that closes the channel, or sends, was set up before the channel was made.
func closesLater(channel *chanuse.Channel) bool {
	return slices.ContainsFunc(channel.Ops(chanuse.Close, chanuse.Send, chanuse.SelectSend), func(op chanuse.Op) bool {
		node := op.Node
		for node.Parent != nil && node.Parent != channel.Root {
			node = node.Parent
		}
		deferred, ok := node.Via.(*ssa.Defer)
		return ok && comesBefore(deferred, channel.Make)
	})
}

// comesBefore: every path to the second instruction runs the first one.
func comesBefore(first, second ssa.Instruction) bool {
	if first.Block() == second.Block() {
		return slices.Index(first.Block().Instrs, first) < slices.Index(second.Block().Instrs, second)
	}
	return first.Block().Dominates(second.Block())
}

// need is what ends a receive.
type need int

const (
	nothing need = iota // not decided here
	value
	closing
)

// needOf: a receive outside of loops needs a value; one in a loop that ends only when the channel is closed needs that. Other loops
// may end because of what they receive, which is not followed.
func needOf(op chanuse.Op) need {
	receive, ok := op.Instr.(*ssa.UnOp)
	if !ok || receive.Op != token.ARROW {
		return nothing
	}
	found := value
	for _, loop := range flow.Loops(receive.Parent()) {
		if !loop.Contains(receive) {
			continue
		}
		if !receive.CommaOk || loop.LeftEarly() {
			return nothing
		}
		found = closing
	}
	return found
}

var effects = chanuse.Effects[state]{
	Op: func(op chanuse.Op, s state) state {
		switch op.Kind {
		case chanuse.Send, chanuse.SelectSend:
			s.values = max(chanuse.Less(s.values), -chanuse.Many)
		case chanuse.Close:
			s = state{closed: true}
		}
		return s
	},
	Spawn: func(started *chanuse.Node, s state) state {
		if s.closed {
			return s
		}
		for _, op := range started.AllOps(chanuse.Receive) {
			switch needOf(op) {
			case value:
				s.values = chanuse.Add(s.values, 1)
			case closing:
				s.open = true
			}
		}
		return s
	},
	Defer: func(later *chanuse.Node, s state) state {
		if later.Has(chanuse.Close, chanuse.Send, chanuse.SelectSend) {
			s = state{closed: true}
		}
		return s
	},
	Complete: func(ops []chanuse.Op, s state) state {
		for _, op := range ops {
			if op.Kind == chanuse.Send || op.Kind == chanuse.SelectSend {
				s.values = min(s.values, 0)
			}
		}
		return s
	},
}
